"""The commands of those who write scenarios: describe, schema, new, check, diff, test.

    authors_test.py BRINK SOURCE_FOLDER [CLASS.TEST ...]
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

import cli_test
from cli_test import TINY


def shipped(scenarios=None):
    """Every file under scenarios/ but the ablations, of which each is the reference world less one term. Where
    BRINK_TEST_SCALE asks for fewer trials than a tenth, of the scenarios of a large world the baseline alone."""
    files = [path for path in (scenarios or cli_test.SCENARIOS).rglob("*.yaml") if path.parent.name != "ablations"]
    if float(os.environ.get("BRINK_TEST_SCALE", "1")) < 0.1:
        files = [path for path in files if path.name == "baseline.yaml" or not (path.parent / "baseline.yaml").exists()]
    return sorted(files)


class Authors(unittest.TestCase):
    setUp = cli_test.CommandLine.setUp
    brink = cli_test.CommandLine.brink
    status = cli_test.CommandLine.status

    def test_describe(self):
        self.assertIn("actions", self.status(0, "describe").stdout)
        self.assertIn("height on the ladder", self.status(0, "describe", "actions").stdout)
        utility = self.status(0, "describe", "actions.utility").stdout
        self.assertEqual(utility, self.status(0, "describe", "actions.mobilise.utility").stdout)
        self.assertIn("clamp(x, low, high)", self.status(0, "describe", "clamp").stdout)
        self.assertIn("did you mean 'actions.utility'?", self.status(2, "describe", "actions.utilty").stderr)
        self.status(2, "describe", "actions", "events")
        rung = json.loads(self.status(0, "describe", "actions.rung", "--json").stdout)["keys"]
        self.assertEqual([(k["path"], k["required"], k["low"]) for k in rung], [("actions.*.rung", True, -1000)])
        everything = json.loads(self.status(0, "describe", "--json").stdout)
        self.assertGreater(len(everything["keys"]), 100)
        self.assertEqual([row for row in everything["keys"] + everything["words"] if not row["doc"]], [])

    def test_schema(self):
        schema = json.loads(self.status(0, "schema").stdout)
        self.assertEqual(schema["required"], ["brink"])
        self.status(2, "schema", "tiny.yaml")

    def test_new(self):
        self.assertIn("border.yaml", self.status(0, "new", "border").stdout)
        text = (self.folder / "border.yaml").read_text()
        done = self.status(0, "check", "--strict", "border.yaml")
        self.assertEqual((done.stdout, done.stderr), ("", ""))
        raid = json.loads(self.status(0, "run", "border.yaml", "-n", "2000", "--json").stdout)["outcomes"]["raid"]
        self.assertTrue(0.05 < raid["probability"] < 0.95, raid)
        (self.folder / "border.yaml").write_text("mine")
        self.assertIn("exists", self.status(2, "new", "border.yaml").stderr)
        self.assertEqual((self.folder / "border.yaml").read_text(), "mine")
        self.status(1, "new", "no/such/folder/border")
        self.status(2, "new", "no: name")
        self.status(2, "new")
        self.assertEqual(self.status(0, "new", "other-border", "--quiet").stdout, "")
        self.assertEqual((self.folder / "other-border.yaml").read_text(), text.replace("Border", "Other border"))

    def test_warnings(self):
        (self.folder / "doubt.yaml").write_text(TINY.replace("parameters: {", "parameters: {spare: 1, "))
        done = self.status(0, "check", "doubt.yaml")
        self.assertIn("doubt.yaml:4:14: warning: nothing reads the parameter 'spare' [unused-name]", done.stderr)
        self.assertEqual(done.stdout, "")
        self.status(2, "check", "--strict", "doubt.yaml")
        run = self.status(0, "run", "doubt.yaml", "-n", "100", "--quiet")
        self.assertEqual(run.stderr, "doubt.yaml:4:14: warning: nothing reads the parameter 'spare' [unused-name]\n")
        (self.folder / "looked.yaml").write_text((self.folder / "doubt.yaml").read_text() + "lint: {ignore: [unused-name]}\n")
        self.assertEqual(self.status(0, "check", "--strict", "looked.yaml").stderr, "")
        (self.folder / "wrong.yaml").write_text(TINY + "lint: {ignore: [unusd-name]}\n")
        self.assertIn("did you mean 'unused-name'?", self.status(2, "check", "wrong.yaml").stderr)
        (self.folder / "still.yaml").write_text(TINY.replace("{heads: {initial: 0}}", "{heads: {initial: 0}, idle: {initial: 1}}")
                                                    .replace("heads > 100", "heads > 100 * idle"))
        self.assertEqual(self.status(0, "check", "--strict", "still.yaml").stderr, "")
        self.assertIn("[variable-never-moves]", self.status(2, "check", "--strict", "--live", "still.yaml").stderr)

    def test_shipped_scenarios_and_a_new_one_are_without_doubt(self):
        self.status(0, "new", "border", "--quiet")
        files = shipped()
        small = [path for path in files if path.parent.name in ("classroom", "validation")]
        # lint_test.cpp runs the large worlds.
        for done in [self.status(0, "check", "--strict", "--live", "border.yaml", *small),
                     self.status(0, "check", "--strict", *files)]:
            self.assertNotIn("warning", done.stderr)

    def test_resolved_scenarios_load_to_the_same_digest(self):
        # Paths in the text are relative to the scenario's folder.
        shutil.copytree(cli_test.SCENARIOS, self.folder / "scenarios")
        for path in [self.folder / "tiny.yaml", *shipped(self.folder / "scenarios")]:
            text = self.status(0, "check", "--resolved", path).stdout
            self.assertRegex(text, r"brink: 1  # .*\.yaml:\d+")
            shown = self.brink("show", path)
            if shown.returncode != 0:
                continue
            copy = path.with_name("resolved.yaml")
            copy.write_text(text)
            digest = re.search(r"digest ([0-9a-f]{16})", self.status(0, "show", copy).stdout).group(1)
            self.assertEqual(digest, re.search(r"digest ([0-9a-f]{16})", shown.stdout).group(1), path)
        set_ = self.status(0, "check", "--resolved", "tiny.yaml", "--set", "chance=0.25").stdout
        self.assertRegex(set_, r"chance:\n    range:.*\n(.*\n)*    value: 0.25  # --set chance:1|value: 0.25  # --set chance:1")
        self.status(2, "check", "--resolved", "tiny.yaml", "tiny.yaml")

    def test_provenance(self):
        (self.folder / "over.yaml").write_text(
            "brink: 1\nextends: base.yaml\nparameters: {chance: 0.4}\n")
        (self.folder / "base.yaml").write_text(TINY.replace(
            "{value: 0.5, range: [0, 1]}", "{value: 0.5, range: [0, 1], source: a coin, basis: sourced, claim_by: RED}"))
        said = self.status(0, "show", "base.yaml", "--provenance").stdout
        self.assertRegex(said, r"chance +0.5 +sourced, claimed by RED +\(base.yaml:4\)\n    a coin\n")
        self.assertIn("2 numbers as written: 1 sourced, 1 without a basis, 1 claimed by a party, 0 overridden", said)
        self.assertIn("OVERRIDDEN", self.status(0, "show", "over.yaml", "--provenance").stdout)
        numbers = json.loads(self.status(0, "show", "over.yaml", "--provenance", "--json").stdout)["numbers"]
        self.assertEqual(numbers[0], {"names": ["chance"], "value": "0.4", "unit": None, "place": "over.yaml:3",
                                      "source": "a coin", "basis": "sourced", "claim_by": "RED", "overridden": True})
        self.status(2, "show", "base.yaml", "--json")

    def test_diff(self):
        (self.folder / "over.yaml").write_text("brink: 1\nextends: tiny.yaml\nparameters: {chance: {uniform: [0.4, 0.6]}}\n"
                                               "outcomes: {never: null, three: {when: heads > 2.5}}\n"
                                               "clock: {steps: 4.0}\n")
        done = self.status(0, "diff", "tiny.yaml", "over.yaml")
        self.assertEqual(done.stdout, "outcomes.never  (removed)\n  - when: heads > 100  (tiny.yaml:11)\n"
                                      "outcomes.three  (added)\n  + when: heads > 2.5  (over.yaml:4)\n"
                                      "parameters.chance\n  - 0.5  (tiny.yaml:4)\n  + uniform: [0.4, 0.6]  (over.yaml:3)\n"
                                      "3 differences\n")
        found = json.loads(self.status(0, "diff", "over.yaml", "tiny.yaml", "--json").stdout)["differences"]
        self.assertEqual([d["change"] for d in found], ["added", "removed", "changed"])
        self.assertEqual(found[2]["b"], {"value": "0.5", "place": "tiny.yaml:4"})
        self.assertEqual(found[0]["b"], {"value": "{when: heads > 100}", "place": "tiny.yaml:11"})
        # How a value is written is no difference; what it says is.
        (self.folder / "other.yaml").write_text("""brink: 1
title: "A coin a week"
clock:            # in a block
  start: '2025-01-06'
  step: 1 week
  steps: 4
parameters:
  chance: {range: [0, 1.0], value: "0.50"}
variables: {world: {heads: {initial: {value: 0}}}}
actors: {NOBODY: {}}
draws: {world: {coin: "bernoulli( chance )"}}
dynamics:
  world:
    heads: "heads+coin"
outcomes:
  two: {when: "heads > 1.50"}
  never: {when: heads>100}
  all, in quotes: {measure: heads}
""")
        self.assertEqual(self.status(0, "diff", "tiny.yaml", "other.yaml").stdout, "no difference\n")
        (self.folder / "third.yaml").write_text(
            TINY.replace("A coin a week", "A coin  a week").replace("heads + coin", "heads - coin"))
        found = json.loads(self.status(0, "diff", "tiny.yaml", "third.yaml", "--json").stdout)["differences"]
        self.assertEqual([d["path"] for d in found], ["dynamics.world.heads", "title"])
        self.assertEqual(self.status(0, "diff", "tiny.yaml", "tiny.yaml").stdout, "no difference\n")
        self.assertIn("chance", self.status(2, "diff", "tiny.yaml", "tiny.yaml", "--set", "chanse=1").stderr)
        self.status(2, "diff", "tiny.yaml")
        self.status(1, "diff", "tiny.yaml", "absent.yaml")

    def test_diff_tells_what_is_gone_as_a_whole_once(self):
        (self.folder / "talks.yaml").write_text(
            "brink: 1\nextends: tiny.yaml\nactions: {talk: {rung: 1, by: everyone}}\nevents:\n  talks:\n"
            "    when: heads > 3\n    once: true\n    do: {actor: NOBODY, action: talk}\n")
        (self.folder / "no-talks.yaml").write_text("brink: 1\nextends: talks.yaml\nevents: {talks: null}\n")
        self.assertEqual(self.status(0, "diff", "talks.yaml", "no-talks.yaml").stdout,
                         "events.talks  (removed)\n  - when: heads > 3  (talks.yaml:6)\n"
                         "  - once: true  (talks.yaml:7)\n"
                         "  - do: {actor: NOBODY, action: talk}  (talks.yaml:8)\n1 difference\n")
        (self.folder / "quiet.yaml").write_text(
            "brink: 1\nextends: talks.yaml\nevents: {talks: {do: null, effects: heads = 0}}\n")
        self.assertEqual(self.status(0, "diff", "talks.yaml", "quiet.yaml").stdout,
                         "events.talks.do  (removed)\n  - actor: NOBODY  (talks.yaml:8)\n  - action: talk  (talks.yaml:8)\n"
                         "events.talks.effects  (added)\n  + heads = 0  (quiet.yaml:3)\n2 differences\n")
        # A section is no such whole: each event is a difference, each action too.
        self.assertIn("2 differences", self.status(0, "diff", "tiny.yaml", "talks.yaml").stdout)

    def expecting(self, lines, name="expecting.yaml"):
        (self.folder / name).write_text(TINY + "expect:\n" + "".join(f"  - {line}\n" for line in lines))
        return name

    def interrupted(self, words, number, printed=None):
        """Starts brink, waits for a text on standard output (or two seconds), sends the signal: what it printed."""
        started = subprocess.Popen([cli_test.BRINK, *words], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        before = ""
        while printed and printed not in before:
            line = started.stdout.readline()
            self.assertTrue(line, before)
            before += line
        time.sleep(1 if printed else 2)
        started.send_signal(number)
        after, errors = started.communicate(timeout=60)
        self.assertEqual((started.returncode, errors), (128 + number, ""))
        return before + after

    def test_an_interrupt_keeps_what_was_judged(self):
        good = self.expecting(["{outcome: two, probability: [0.6, 0.75]}"])
        (self.folder / "long.yaml").write_text(
            "brink: 1\nextends: expecting.yaml\nclock: {steps: 500}\nrun: {trajectories: 4e9}\n")
        for number in [signal.SIGINT, signal.SIGTERM]:
            said = self.interrupted(["test", good, "long.yaml"], number, printed="pass")
            self.assertIn("1 pass, 0 fail, 0 cannot be told", said)
            self.assertNotIn("long.yaml", said)
            judged = json.loads(self.interrupted(["test", "long.yaml", "--json"], number))
            self.assertEqual((judged["interrupted"], judged["files"], judged["pass"]), (True, [], 0))

    def test_expectations(self):
        (self.folder / "bent.yaml").write_text("brink: 1\nextends: tiny.yaml\nparameters: {chance: 0.4}\n")
        good = self.expecting(["{outcome: two, probability: [0.6, 0.75]}", "{outcome: 'all, in quotes', mean: [1.9, 2.1]}",
                               "{outcome: two, than: bent.yaml, sign: '+'}",
                               "{outcome: 'all, in quotes', than: bent.yaml, sign: '+'}"])
        done = self.status(0, "test", good, "--quiet")
        self.assertEqual((done.stdout, done.stderr), ("", ""))
        self.assertIn("4 pass, 0 fail, 0 cannot be told", self.status(0, "test", good, "--threads", "2").stdout)
        judged = json.loads(self.status(0, "test", good, "--json", "-n", "4e3", "--seed", "9").stdout)
        self.assertEqual((judged["pass"], judged["fail"], judged["cannot_tell"]), (4, 0, 0))
        self.assertEqual((judged["files"][0]["seed"], judged["files"][0]["trajectories"]), (9, 4000))
        self.assertEqual({e["verdict"] for e in judged["files"][0]["expectations"]}, {"pass"})
        bad = self.expecting(["{outcome: two, probability: [0, 0.1]}"], "bad.yaml")
        self.assertIn("FAIL", self.status(4, "test", bad).stdout)
        self.assertIn("bad.yaml:14", self.status(4, "test", good, bad).stdout)
        self.assertIn("1 pass", self.status(0, "test", bad, "--set", "chance=0.05").stdout)
        open_ = self.expecting(["{outcome: two, probability: [0.69, 1]}"], "open.yaml")
        done = self.status(4, "test", open_, "-n", "1000")
        self.assertIn("cannot tell", done.stdout)
        self.assertIn("would tell", done.stdout)

    def test_expectations_that_cannot_be_judged(self):
        self.assertIn("expect", self.status(2, "test", "tiny.yaml").stderr)
        self.status(1, "test", "absent.yaml")
        (self.folder / "other.yaml").write_text(TINY.replace("  two:", "  both:"))
        self.assertIn("no outcome 'two'", self.status(2, "test", self.expecting(["{outcome: two, than: other.yaml, sign: '-'}"])).stderr)
        self.assertIn("absent.yaml", self.status(2, "check", self.expecting(["{outcome: two, than: absent.yaml, sign: '-'}"])).stderr)
        good = self.expecting(["{outcome: two, probability: [0.6, 0.75]}"])
        self.status(2, "test", good, "tiny.yaml")

    def test_shipped_expectations_hold(self):
        # Those of the worlds: tests/world/expectations_test.py.
        files = [path for folder in ("classroom", "validation") for path in (cli_test.SCENARIOS / folder).rglob("*.yaml")
                 if "\nexpect:\n" in path.read_text()]
        self.assertGreaterEqual(len(files), 5)
        for path in files:
            self.status(0, "test", path, "-n", "20000", "--quiet")


if __name__ == "__main__":
    cli_test.BRINK, cli_test.SCENARIOS = sys.argv[1], pathlib.Path(sys.argv[2]) / "scenarios"
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
