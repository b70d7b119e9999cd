"""The command line as a contract: exit statuses, what goes to which stream, result folders, interrupts.

    cli_test.py BRINK SOURCE_FOLDER [CLASS.TEST ...]
"""

import csv
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

BRINK = ""
SCENARIOS = pathlib.Path()
TINY = """brink: 1
title: A coin a week
clock: {start: 2025-01-06, step: 1 week, steps: 4}
parameters: {chance: {value: 0.5, range: [0, 1]}}
variables: {world: {heads: {initial: 0}}}
actors: {NOBODY: {}}
draws: {world: {coin: bernoulli(chance)}}
dynamics: {world: {heads: heads + coin}}
outcomes:
  two: {when: heads > 1.5}
  never: {when: heads > 100}
  all, in quotes: {measure: heads}
"""


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "tiny.yaml").write_text(TINY)

    def brink(self, *words, env=None):
        return subprocess.run([BRINK, *map(str, words)], cwd=self.folder, capture_output=True, text=True, timeout=120,
                              env={**os.environ, **(env or {})})

    def status(self, expected, *words):
        done = self.brink(*words)
        self.assertEqual(done.returncode, expected, f"{words}: {done.stdout}{done.stderr}")
        return done

    def test_run_prints_and_writes(self):
        done = self.status(0, "run", "tiny.yaml")
        self.assertIn("A coin a week", done.stdout)
        self.assertEqual(done.stderr, "")
        self.assertNotIn("\x1b", done.stdout)
        folder = self.folder / "results/tiny/0001"
        named = json.loads((folder / "manifest.json").read_text())["files"]
        self.assertLessEqual({"outcomes.csv", "report.html", "results.nc", "series.csv", "summary.json"}, set(named))
        self.assertEqual({p.name for p in folder.iterdir()}, {"manifest.json", *named})
        self.assertEqual((self.folder / "results/tiny/latest").resolve(), folder.resolve())
        self.status(0, "run", "tiny.yaml")
        self.assertTrue((self.folder / "results/tiny/0002").is_dir())
        self.assertEqual((self.folder / "results/tiny/latest").resolve().name, "0002")
        self.assertEqual([p for p in (self.folder / "results/tiny").iterdir() if p.name.startswith(".")], [])

    def test_the_page_is_made_again(self):
        self.status(0, "run", "tiny.yaml", "--quiet", "--out", "there")
        page = self.folder / "there/report.html"
        made = page.read_bytes()
        self.assertIn(b"A coin a week", made)
        page.unlink()
        self.assertEqual(self.status(0, "report", "there").stdout, "Written: there/report.html\n")
        self.assertEqual(page.read_bytes(), made)
        self.assertIn("no result folder", self.status(2, "report", ".").stderr)
        (self.folder / "there/summary.json").write_text("{}")
        self.assertIn("there/: this is no result", self.status(1, "report", "there/").stderr)
        self.assertEqual(page.read_bytes(), made)
        # A folder that got its page later is still one of results and nothing else.
        manifest = json.loads((self.folder / "there/manifest.json").read_text())
        del manifest["files"]["report.html"]
        (self.folder / "there/manifest.json").write_text(json.dumps(manifest))
        self.status(0, "run", "tiny.yaml", "--quiet", "--out", "there", "--force")

    def test_json_is_the_only_output_and_equals_the_file(self):
        done = self.status(0, "run", "tiny.yaml", "-n", "2e3", "--json", "--quiet", "--digests", "--seed", "5")
        summary = json.loads(done.stdout)
        written = json.loads((self.folder / "results/tiny/latest/summary.json").read_text())
        self.assertEqual(summary, written)
        self.assertEqual((summary["trajectories"], summary["seed"], summary["steps"]), (2000, 5, 4))
        self.assertEqual(len(summary["digests"]), 2)
        two, never = summary["outcomes"]["two"], summary["outcomes"]["never"]
        self.assertAlmostEqual(two["probability"], two["count"] / 2000)
        self.assertTrue(two["ci95"][0] < 11 / 16 < two["ci95"][1])
        self.assertEqual((never["count"], never["first_step"]), (0, None))
        self.assertEqual(len(summary["series"]["heads"]["mean"]), 5)

    def test_tables_are_rectangular(self):
        self.status(0, "run", "tiny.yaml", "--quiet", "--out", "there")
        for name in ["outcomes.csv", "series.csv"]:
            rows = list(csv.reader((self.folder / "there" / name).read_text().splitlines()))
            self.assertEqual({len(row) for row in rows}, {len(rows[0])}, name)
            self.assertGreater(len(rows), 2)
        table = {row["outcome"]: row for row in csv.DictReader((self.folder / "there/outcomes.csv").read_text().splitlines())}
        summary = json.loads((self.folder / "there/summary.json").read_text())["outcomes"]
        self.assertEqual(float(table["two"]["probability"]), summary["two"]["probability"])
        self.assertEqual(float(table["two"]["first_step_q50"]), summary["two"]["first_step"]["q50"])
        self.assertEqual(table["never"]["first_step_q50"], "")
        self.assertEqual(float(table["all, in quotes"]["mean"]), summary["all, in quotes"]["mean"])
        self.assertEqual(float(table["all, in quotes"]["q95"]), summary["all, in quotes"]["q95"])

    def test_quiet_says_nothing(self):
        done = self.status(0, "run", "tiny.yaml", "--quiet")
        self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_a_folder_is_not_replaced_unless_forced(self):
        self.status(0, "run", "tiny.yaml", "--out", "there", "--seed", "1")
        before = (self.folder / "there/manifest.json").read_text()
        self.status(2, "run", "tiny.yaml", "--out", "there", "--seed", "2")
        self.assertEqual((self.folder / "there/manifest.json").read_text(), before)
        self.status(0, "run", "tiny.yaml", "--out", "there", "--seed", "2", "--force")
        self.assertEqual(json.loads((self.folder / "there/manifest.json").read_text())["seed"], 2)
        (self.folder / "precious").mkdir()
        (self.folder / "precious/thesis.txt").write_text("years of work")
        self.status(2, "run", "tiny.yaml", "--out", "precious", "--force")
        self.assertEqual((self.folder / "precious/thesis.txt").read_text(), "years of work")
        (self.folder / "empty").write_text("")
        self.assertIn("is a file", self.status(2, "run", "tiny.yaml", "--out", "empty", "--force").stderr)
        self.assertTrue((self.folder / "empty").is_file())
        (self.folder / "link").symlink_to("there")
        self.assertIn("is a link", self.status(2, "run", "tiny.yaml", "--out", "link", "--force").stderr)
        (self.folder / "there/notes.txt").write_text("mine")
        self.assertIn("notes.txt", self.status(2, "run", "tiny.yaml", "--out", "there/", "--force").stderr)
        self.assertEqual((self.folder / "there/notes.txt").read_text(), "mine")

    def test_settings_are_checked_like_a_file(self):
        even = json.loads(self.status(0, "run", "tiny.yaml", "--json", "--set", "chance=1").stdout)
        self.assertEqual(even["outcomes"]["two"]["probability"], 1)
        self.assertIn("chance", self.status(2, "run", "tiny.yaml", "--set", "chanse=1").stderr)
        self.status(2, "run", "tiny.yaml", "--set", "chance=2")
        heads = self.status(2, "run", "tiny.yaml", "--set", "heads=2").stderr
        self.assertIn("variables.world.heads.initial", heads)
        self.assertNotIn("dynamics", heads)
        self.assertIn("SOMEBODY", self.status(2, "run", "tiny.yaml", "--set", "actors.SOMEBODY.doc=x").stderr)
        self.status(2, "run", "tiny.yaml", "--set", "chance")

    def test_wrong_command_lines(self):
        for words, hint in [(["rum", "tiny.yaml"], "run"), (["run"], "file"), (["run", "tiny.yaml", "--sed", "1"], "seed"),
                            (["run", "tiny.yaml", "-n", "-5"], "whole number"), (["run", "tiny.yaml", "-n", "1.5"], "whole"),
                            (["run", "tiny.yaml", "--block", "24"], "16"), (["run", "tiny.yaml", "--isa", "v9"], "v4"),
                            (["run", "tiny.yaml", "other.yaml"], "other.yaml"), (["replay", "tiny.yaml"], "--where")]:
            done = self.status(2, *words)
            self.assertIn(hint, done.stderr, words)
            self.assertEqual(done.stdout, "")
        self.assertFalse((self.folder / "results").exists())

    def test_files_that_cannot_be_read(self):
        self.assertIn("absent.yaml", self.status(1, "run", "absent.yaml").stderr)
        (self.folder / "over.yaml").write_text("brink: 1\nextends: absent.yaml\n")
        self.assertIn("over.yaml:2:10", self.status(2, "run", "over.yaml").stderr)

    def test_faults_stop_everything(self):
        (self.folder / "bad.yaml").write_text(TINY.replace("heads + coin", "heads + coyn").replace("range: [0, 1]", "range: [1, 0]"))
        done = self.status(2, "run", "bad.yaml")
        self.assertEqual(done.stderr.count(": error: "), 2, done.stderr)
        self.assertIn("did you mean 'coin'?", done.stderr)
        self.assertFalse((self.folder / "results").exists())
        self.assertEqual(self.status(2, "check", "bad.yaml").stderr, done.stderr)
        self.assertEqual(self.status(0, "check", "tiny.yaml").stderr, "")

    def test_numbers_that_stop_being_numbers(self):
        (self.folder / "nan.yaml").write_text(TINY.replace("heads + coin", "heads + log(coin - 0.5) * 0"))
        done = self.status(2, "run", "nan.yaml")
        self.assertIn("heads", done.stderr)
        self.assertIn("trajectory", done.stderr)
        self.assertFalse((self.folder / "results").exists())

    def test_layers_are_checked_but_not_run(self):
        layer = SCENARIOS / "models/posture.yaml"
        self.status(0, "check", layer)
        self.status(2, "run", layer)

    def test_replay_agrees_with_the_run(self):
        run = json.loads(self.status(0, "run", "tiny.yaml", "--json", "--digests", "-n", "3000").stdout)
        lines = self.status(0, "replay", "tiny.yaml", "--trajectory", "1500", "--digests").stdout.splitlines()
        own = next(line for line in lines if line.startswith("trajectory 1500 "))
        self.assertIn(f"part 1 {run['digests'][1]}", lines)
        self.assertIn("  1500 " + own.split()[-1], lines)
        replayed = json.loads(self.status(0, "replay", "tiny.yaml", "--trajectory", "1500", "--json").stdout)
        self.assertEqual(replayed["hash"], own.split()[-1])

    def test_replay_finds_the_trajectory_that_the_run_names(self):
        run = json.loads(self.status(0, "run", "tiny.yaml", "--json", "-n", "3000").stdout)
        example = run["outcomes"]["two"]["example"]
        found = json.loads(self.status(0, "replay", "tiny.yaml", "--where", "two", "-n", "3000", "--json").stdout)
        self.assertEqual(found["trajectory"], example)
        self.assertEqual(found["outcomes"]["two"], run["outcomes"]["two"]["first_step"]["q50"])
        for trajectory in range(example):
            told = json.loads(self.status(0, "replay", "tiny.yaml", "--trajectory", trajectory, "--json").stdout)
            self.assertNotEqual(told["outcomes"]["two"], found["outcomes"]["two"])
        measure = "all, in quotes"
        highest = self.status(0, "replay", "tiny.yaml", "--extreme", measure, "-n", "3000", "--json", "--threads", "3")
        self.assertEqual(json.loads(highest.stdout)["outcomes"][measure], 4)
        self.assertEqual(json.loads(highest.stdout)["trajectory"], run["extremes"][measure]["highest"][0]["trajectory"])
        how = json.loads(highest.stdout)["story"]["found"]
        self.assertIn(f"the first of {run['extremes'][measure]['highest'][0]['tied']:,} ", how)
        self.assertIn("the highest of 3,000 trajectories, 4", how)
        told = self.status(0, "replay", "tiny.yaml", "--where", "two", "-n", "3000").stdout
        self.assertIn(f"trajectory {example}, seed", told)
        self.assertIn(f"Found by --where two: {run['outcomes']['two']['count']:,} of 3,000", told)
        self.assertIsNone(run["outcomes"]["never"]["example"])
        self.assertIn("never seen in 3,000", self.status(2, "replay", "tiny.yaml", "--where", "never", "-n", "3000").stderr)
        self.assertIn("did you mean 'two'?", self.status(2, "replay", "tiny.yaml", "--where", "twp").stderr)
        self.assertIn("which one", self.status(2, "replay", "tiny.yaml", "--where", "two", "--trajectory", "1").stderr)

    def test_a_replay_ends_at_its_fault(self):
        (self.folder / "nan.yaml").write_text(TINY.replace("heads + coin", "heads + coin + log(2.5 - heads) * 0"))
        fault = self.status(2, "run", "nan.yaml").stderr
        trajectory = fault.split("--trajectory ")[1].split()[0]
        done = self.status(2, "replay", "nan.yaml", "--trajectory", trajectory)
        self.assertIn("The story ends here: heads", done.stdout)
        told = json.loads(self.status(2, "replay", "nan.yaml", "--trajectory", trajectory, "--json").stdout)
        self.assertEqual((told["hash"], told["outcomes"]["all, in quotes"]), (None, None))
        self.assertLess(len(told["states"]["heads"]), 6)

    def test_the_answer_fits_the_width(self):
        scenario = SCENARIOS / "korea-2024/rok-lethal-aid.yaml"
        texts = {}
        for columns in ["", "50", "80", "140"]:
            done = self.brink("run", scenario, "-n", "200", env={"COLUMNS": columns})
            texts[columns] = done.stdout
            self.assertLessEqual(max(map(len, done.stdout.splitlines())), int(columns or 80), done.stdout)
            self.assertIn("always seen in 200", done.stdout)
            self.assertIn("Can never be taken", " ".join(done.stdout.split()))
        self.assertEqual(max(map(len, texts[""].splitlines())), max(map(len, texts["80"].splitlines())))
        self.assertIn("When first seen", texts["80"])
        self.assertNotIn("When first seen", texts["140"])

    def test_help_and_show(self):
        for words in [["--help"], [], ["run", "--help"], ["--version"], ["show", "tiny.yaml"],
                      ["show", "tiny.yaml", "--program"]]:
            self.assertTrue(self.status(0, *words).stdout, words)

    def test_every_command_explains_itself(self):
        overview = self.status(0, "--help").stdout
        readme = (SCENARIOS.parent / "README.md").read_text()
        commands = re.findall(r"^  ([a-z]+) ", overview, re.MULTILINE)
        self.assertGreaterEqual(len(commands), 7)
        for command in commands:
            self.assertIn(f"Usage: brink {command}", self.status(0, command, "--help").stdout)
            self.assertIn(f"brink {command}", readme)

    def test_the_cutoff_reaches_the_result(self):
        (self.folder / "then.yaml").write_text(TINY + "cutoff: 2024-12-31\n")
        done = json.loads(self.status(0, "run", "then.yaml", "--json", "-n", "100").stdout)
        self.assertEqual(done["scenario"]["cutoff"], "2024-12-31")
        self.assertIn("information to 2024-12-31", self.status(0, "run", "then.yaml", "-n", "100").stdout)

    def test_commands_to_come_are_named(self):
        self.assertIn("does not have 'study' yet", self.status(2, "study", "tiny.yaml").stderr)

    def test_color(self):
        self.assertIn("\x1b", self.status(0, "run", "tiny.yaml", "--color", "always").stdout)

    def test_an_interrupt_keeps_a_prefix(self):
        for number in [signal.SIGINT, signal.SIGTERM]:
            scenario = SCENARIOS.parent / "tests/worlds/four-actors/baseline.yaml"
            started = subprocess.Popen([BRINK, "run", scenario, "-n", "1e8", "--json", "--digests", "--out", f"cut{number}"],
                                       cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            time.sleep(2)
            started.send_signal(number)
            out, _ = started.communicate(timeout=60)
            self.assertEqual(started.returncode, 128 + number)
            cut = json.loads(out)
            self.assertTrue(cut["interrupted"])
            self.assertEqual(cut["trajectories"] % 1024, 0)
            whole = json.loads(self.status(0, "run", scenario, "-n", "1024", "--json", "--digests").stdout)
            self.assertEqual(cut["digests"][:1], whole["digests"])


if __name__ == "__main__":
    BRINK, SCENARIOS = sys.argv[1], pathlib.Path(sys.argv[2]) / "scenarios"
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
