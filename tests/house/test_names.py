"""Names of tests hold only what ctest hands on unchanged: another name would run no test at all.

    test_names.py TREE
"""

import re
import sys

import tree

CASE = re.compile(r'^\s*(?:TEMPLATE_)?TEST_CASE\s*\(\s*"((?:[^"\\]|\\.)*)"', re.MULTILINE)
ALLOWED = re.compile(r"[A-Za-z0-9 _./-]+")


def main(top):
    findings = []
    seen = {}
    for path, inside in tree.files(top, ".cpp"):
        if not inside.startswith("tests/"):
            continue
        text = path.read_text(encoding="utf-8")
        for match in CASE.finditer(text):
            name = match.group(1)
            place = f"{inside}:{text.count(chr(10), 0, match.start(1)) + 1}"
            if not ALLOWED.fullmatch(name):
                findings.append(f"{place}: '{name}' holds more than letters, digits, blanks and _./-")
            if name in seen:
                findings.append(f"{place}: '{name}' is the name of {seen[name]} too")
            seen.setdefault(name, place)
    tree.finish(findings, seen)


if __name__ == "__main__":
    main(sys.argv[1])
