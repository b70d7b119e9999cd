"""What the scenarios of the two worlds expect holds: `brink test` of each passes. The ablations, which take minutes, are
measured by ablations.py.

    python3 tests/world/expectations_test.py build/release/brink .
"""
import pathlib
import subprocess
import sys
import unittest

# How many scenarios each has at least, and trajectories enough for every expectation to be told; one of Korea's takes a
# hundred times as long as one of a classroom's.
WORLDS = {"korea-2024": (12, 1000), "cuba-1962": (5, 4000)}
RARE = {"strike-first.yaml": 20000}  # where a war is expected more often


class Expectations(unittest.TestCase):
    def test_what_the_worlds_expect_holds(self):
        for world, (least, trajectories) in WORLDS.items():
            files = [path for path in sorted((SCENARIOS / world).glob("*.yaml")) if "\nexpect:\n" in path.read_text()]
            self.assertGreaterEqual(len(files), least)
            for path in files:
                with self.subTest(path.name):
                    count = RARE.get(path.name, trajectories)
                    done = subprocess.run([BRINK, "test", path, "-n", str(count)], capture_output=True, text=True)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    BRINK, SCENARIOS = sys.argv[1], pathlib.Path(sys.argv[2]) / "scenarios"
    unittest.main(argv=[sys.argv[0], "-v"])
