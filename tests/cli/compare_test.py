"""`brink compare` as a contract: exit statuses, streams, the result folder, interrupts.

    compare_test.py BRINK SOURCE_FOLDER [CLASS.TEST ...]
"""

import csv
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

BRINK = ""
FOUR_ACTORS = pathlib.Path()
WEATHER = """brink: 1
title: A coin a week
clock: {start: 2025-01-06, step: 1 week, steps: 6}
parameters: {chance: {value: 0.5, range: [0, 1]}}
variables: {world: {heads: {initial: 0}}}
actors: {RED: {}, BLUE: {}}
draws: {world: {coin: bernoulli(chance)}}
dynamics: {world: {heads: heads + coin}}
actions: {cheer: {rung: 1, by: everyone, utility: heads - 1}}
outcomes:
  two: {when: heads > 1.5}
  all, in quotes: {measure: heads}
"""
LOADED = """brink: 1
title: A loaded coin
extends: fair.yaml
parameters: {chance: 0.8}
outcomes: {extra: {when: heads > 5}}
"""


class Compare(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "fair.yaml").write_text(WEATHER)
        (self.folder / "loaded.yaml").write_text(LOADED)

    def status(self, expected, *words):
        done = subprocess.run([BRINK, "compare", *map(str, words)], cwd=self.folder, capture_output=True, text=True,
                              timeout=120, env={**os.environ, "COLUMNS": "80"})
        self.assertEqual(done.returncode, expected, f"{words}: {done.stdout}{done.stderr}")
        return done

    def test_prints_and_writes(self):
        done = self.status(0, "fair.yaml", "loaded.yaml")
        self.assertEqual(done.stderr, "")
        self.assertIn("higher in B", done.stdout)
        folder = self.folder / "results/fair-vs-loaded/0001"
        manifest = json.loads((folder / "manifest.json").read_text())
        self.assertEqual(sorted(p.name for p in folder.iterdir()), sorted([*manifest["files"], "manifest.json"]))
        self.assertEqual([s["name"] for s in manifest["scenarios"]], ["fair", "loaded"])
        self.assertEqual((self.folder / "results/fair-vs-loaded/latest").resolve(), folder.resolve())

    def test_json_is_one_object_and_equals_the_file(self):
        done = self.status(0, "fair.yaml", "loaded.yaml", "-n", "2e3", "--json", "--quiet", "--digests", "--seed", "5")
        self.assertEqual(done.stderr, "")
        found = json.loads(done.stdout)
        self.assertEqual(found, json.loads((self.folder / "results/fair-vs-loaded/latest/summary.json").read_text()))
        self.assertEqual((found["kind"], found["trajectories"], found["seed"]), ("comparison", 2000, 5))
        pair = found["comparisons"][0]
        self.assertEqual((pair["reference"], pair["other"]), ("fair", "loaded"))
        self.assertEqual(pair["only_other"]["outcomes"], ["extra"])
        outcomes = {o["name"]: o for o in pair["outcomes"]}
        two, heads = outcomes["two"], outcomes["all, in quotes"]
        # A head of the fair coin is one of the loaded one: nothing happens in the fair world alone.
        self.assertEqual(two["counts"]["only_reference"], 0)
        self.assertEqual(sum(two["counts"].values()), 2000)
        self.assertEqual(two["difference"]["estimate"], two["counts"]["only_other"] / 2000)
        self.assertEqual((two["difference"]["method"], heads["difference"]["method"]), ("tango", "student_t"))
        self.assertTrue(heads["difference"]["low"] < 6 * 0.3 < heads["difference"]["high"])
        # Of a week both heads 0.5, one 0.3: variances 0.25 + 0.16 against 0.3 * 0.7.
        self.assertAlmostEqual(heads["saving"], 0.41 / 0.21, delta=0.2)
        for scenario in found["scenarios"]:
            alone = subprocess.run([BRINK, "run", scenario["file"], "-n", "2000", "--seed", "5", "--json", "--digests"],
                                   cwd=self.folder, capture_output=True, text=True, timeout=120)
            self.assertEqual(json.loads(alone.stdout)["digests"], scenario["summary"]["digests"])
            self.assertEqual(json.loads(alone.stdout)["outcomes"], scenario["summary"]["outcomes"])

    def test_an_incident_of_a_shared_layer_is_told_once_with_its_remedy(self):
        remedy = "      = bound the value with min, max or clamp, or widen the range, if this is not meant\n"
        what = "the probability of this draw was outside 0 to 1, and the nearest legal value was taken: "
        (self.folder / "wild.yaml").write_text(WEATHER.replace("bernoulli(chance)", "bernoulli(chance + t)"))
        (self.folder / "wilder.yaml").write_text("brink: 1\nextends: wild.yaml\nclock: {steps: 5}\n")
        told = self.status(0, "wild.yaml", "wilder.yaml", "-n", "16").stderr
        self.assertIn(what + "80 times in 16 of 16 trajectories of wild, 64 times in 16 of 16 trajectories of wilder "
                      "[incident]\n" + remedy, told)
        self.assertEqual(told.count("[incident]"), 1)
        told = self.status(0, "fair.yaml", "wilder.yaml", "-n", "16").stderr
        self.assertIn(what + "64 times in 16 of 16 trajectories of wilder [incident]\n" + remedy, told)
        run = subprocess.run([BRINK, "run", "wild.yaml", "-n", "16"], cwd=self.folder, capture_output=True, text=True,
                             timeout=120)
        self.assertIn(what + "80 times in 16 of 16 trajectories [incident]\n" + remedy, run.stderr)

    def test_partings_lead_to_the_trajectories_that_part(self):
        found = json.loads(self.status(0, "fair.yaml", "loaded.yaml", "-n", "500", "--json").stdout)
        parted = found["comparisons"][0]["parted"]
        self.assertEqual(sum(parted["by_step"]), parted["count"])
        self.assertTrue(0 < parted["count"] < 500)
        for parting in parted["first"][:5]:
            acts = []
            for file in ["fair.yaml", "loaded.yaml"]:
                replay = subprocess.run([BRINK, "replay", file, "--trajectory", str(parting["example"]), "--json"],
                                        cwd=self.folder, capture_output=True, text=True, timeout=120)
                acts.append({(c["step"], c["actor"]): c["action"] for c in json.loads(replay.stdout)["choices"]})
            at = (parting["step"], parting["actor"])
            self.assertEqual([a.get(at, "hold") for a in acts],
                             [parting["reference"]["action"], parting["other"]["action"]])
            before = [{k: v for k, v in a.items() if k[0] < parting["step"]} for a in acts]
            self.assertEqual(before[0], before[1])

    def test_tables_are_rectangular(self):
        self.status(0, "fair.yaml", "loaded.yaml", "--quiet", "--out", "there")
        for name in ["differences.csv", "partings.csv"]:
            rows = list(csv.reader((self.folder / "there" / name).read_text().splitlines()))
            self.assertEqual({len(row) for row in rows}, {len(rows[0])}, name)
            self.assertGreater(len(rows), 2)
        table = list(csv.DictReader((self.folder / "there/differences.csv").read_text().splitlines()))
        summary = json.loads((self.folder / "there/summary.json").read_text())["comparisons"][0]
        for row, outcome in zip(table, summary["outcomes"], strict=True):
            self.assertEqual(row["outcome"], outcome["name"])
            self.assertEqual(float(row["low"]), outcome["difference"]["low"])
            self.assertEqual(float(row["saving"]), outcome["saving"])
        partings = list(csv.DictReader((self.folder / "there/partings.csv").read_text().splitlines()))
        self.assertEqual({row["by"] for row in partings}, {"any", "free"})
        self.assertEqual(sum(row["by"] == "any" for row in partings), len(summary["parted"]["first"]))

    def test_the_reference_is_chosen(self):
        for to in ["loaded.yaml", "loaded"]:
            turned = json.loads(self.status(0, "fair.yaml", "loaded.yaml", "--to", to, "--json").stdout)
            self.assertEqual((turned["comparisons"][0]["reference"], turned["reference"]), ("loaded", "loaded"))
            self.assertTrue(all(o["difference"]["told"] == "lower" for o in turned["comparisons"][0]["outcomes"]))
        self.assertIn("loaded", self.status(2, "fair.yaml", "loaded.yaml", "--to", "loadet").stderr)

    def test_identical_scenarios(self):
        done = self.status(0, "fair.yaml", "fair.yaml")
        self.assertIn("No choice of any actor differs", done.stdout)

    def test_what_is_wrong_is_said(self):
        self.assertIn("two files", self.status(2, "fair.yaml").stderr)
        (self.folder / "broken.yaml").write_text(LOADED.replace("0.8", "8"))
        done = self.status(2, "fair.yaml", "broken.yaml")
        self.assertIn("broken.yaml", done.stderr)
        self.assertEqual(done.stdout, "")
        self.status(1, "fair.yaml", "absent.yaml")
        self.assertFalse((self.folder / "results").exists())

    def test_a_folder_is_not_replaced_unless_forced(self):
        self.status(0, "fair.yaml", "loaded.yaml", "--out", "there", "--quiet")
        self.status(2, "fair.yaml", "loaded.yaml", "--out", "there", "--quiet")
        self.status(0, "fair.yaml", "loaded.yaml", "--out", "there", "--quiet", "--force", "--seed", "9")
        self.assertEqual(json.loads((self.folder / "there/manifest.json").read_text())["seed"], 9)

    def test_an_interrupt_keeps_a_prefix(self):
        files = [FOUR_ACTORS / "baseline.yaml", FOUR_ACTORS / "rok-lethal-aid.yaml"]
        started = subprocess.Popen([BRINK, "compare", *files, "-n", "1e8", "--json", "--out", "cut"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(2)
        started.send_signal(signal.SIGINT)
        out, _ = started.communicate(timeout=60)
        self.assertEqual(started.returncode, 130)
        cut = json.loads(out)
        self.assertTrue(cut["interrupted"])
        self.assertEqual(cut["trajectories"] % 1024, 0)
        whole = json.loads(self.status(0, *files, "-n", cut["trajectories"], "--json").stdout)
        self.assertEqual(cut["comparisons"], whole["comparisons"])
        self.assertEqual({s["summary"]["trajectories"] for s in cut["scenarios"]}, {cut["trajectories"]})


if __name__ == "__main__":
    BRINK, FOUR_ACTORS = sys.argv[1], pathlib.Path(sys.argv[2]) / "tests/worlds/four-actors"
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
