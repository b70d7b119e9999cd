"""The lessons of scenarios/classroom: what a page or a file tells a student to type can be typed.

    classroom_test.py BRINK SOURCE_FOLDER [CLASS.TEST ...]
"""

import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

BRINK = ""
CLASSROOM = pathlib.Path()
MOST_LINES = 60  # a screen


def asked_in_page(text):
    """Commands between backticks that name a file."""
    spans = (" ".join(span.split()) for span in re.findall(r"`(brink [^`]*)`", text))
    return [span for span in spans if re.search(r"[a-z]\.yaml", span)]


def asked_in_file(text):
    """Commands in the comment at the head; what follows two blanks explains them."""
    return [found.split("  ")[0] for found in re.findall(r"^#.*?(brink (?:run|compare|replay) .*)$", text, re.M)]


def lessons():
    """Files that tell what to change and what to see."""
    return [path for path in sorted(CLASSROOM.glob("*.yaml")) if re.search("^# See  ", path.read_text(), re.M)]


class Classroom(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for path in CLASSROOM.glob("*.yaml"):
            shutil.copy(path, self.folder)

    def typed(self, command):
        words = shlex.split(command)[1:]
        few = ["-n", "64"] if words[0] in ("run", "compare") and "-n" not in words else []
        done = subprocess.run([BRINK, *words, *few], cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, f"{command}: {done.stdout}{done.stderr}")
        self.assertEqual(done.stderr, "", command)

    def test_what_the_page_says_can_be_typed(self):
        commands = asked_in_page((CLASSROOM / "README.md").read_text())
        self.assertGreater(len(commands), 25)
        for command in commands:
            self.typed(command)

    def test_what_the_files_say_can_be_typed(self):
        for path in lessons():
            commands = asked_in_file(path.read_text())
            self.assertGreater(len(commands), 1, path.name)
            for command in commands:
                self.typed(command)

    def test_a_lesson_is_one_screen_with_all_that_it_needs(self):
        page = (CLASSROOM / "README.md").read_text()
        self.assertGreaterEqual(len(lessons()), 10)
        for path in lessons():
            text = path.read_text()
            self.assertLessEqual(len(text.splitlines()), MOST_LINES, path.name)
            for key in ("title", "question", "headline", "doc", "expect"):
                self.assertRegex(text, rf"(?m)^{key}:", path.name)
            self.assertIn(f"| `{path.name}` |", page)


if __name__ == "__main__":
    BRINK, CLASSROOM = sys.argv[1], pathlib.Path(sys.argv[2]) / "scenarios/classroom"
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
