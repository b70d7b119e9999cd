"""What the README shows of the reference world is what the program prints.

    readme_test.py BRINK SOURCE_FOLDER [CLASS.TEST ...]
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BRINK = ""
SOURCE = pathlib.Path()
BASELINE = "scenarios/korea-2024/baseline.yaml"
LETHAL_AID = "scenarios/korea-2024/rok-lethal-aid.yaml"


class Readme(unittest.TestCase):
    def printed(self, command, *words):
        with tempfile.TemporaryDirectory() as results:
            done = subprocess.run([BRINK, command, *words, "--out", results + "/there"], cwd=SOURCE, capture_output=True,
                                  text=True, timeout=600, env={**os.environ, "COLUMNS": "80"})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.splitlines()

    def holds(self, after, printed):
        """Every line of the first fenced block behind the words `after` is among the printed ones, in their order."""
        shown = (SOURCE / "README.md").read_text().split(after, 1)[1].split("```\n")[1].splitlines()
        self.assertGreater(len(shown), 15)
        place = 0
        for line in shown:
            if line != "...":
                self.assertIn(line, printed[place:])
                place = printed.index(line, place) + 1

    def test_the_answer_of_a_run(self):
        self.holds("`make run` ends with the answer", self.printed("run", LETHAL_AID))

    def test_the_answer_of_a_comparison(self):
        self.holds("of 1,000 trajectories: `-n 1000`", self.printed("compare", BASELINE, LETHAL_AID, "-n", "1000"))


if __name__ == "__main__":
    BRINK, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
