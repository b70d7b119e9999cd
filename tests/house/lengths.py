"""No source file is longer than 400 lines: one that is holds more than one idea.

    lengths.py TREE
"""

import sys

import tree

MOST_LINES = 400


def main(top):
    findings = []
    n_files = 0
    for path, inside in tree.files(top, ".h", ".cpp", ".py", ".ts", ".sh", ".cmake"):
        n_files += 1
        n_lines = sum(1 for _ in tree.lines(path))
        if n_lines > MOST_LINES:
            findings.append(f"{inside}: {n_lines} lines, more than {MOST_LINES}; split it by idea")
    tree.finish(findings, n_files)


if __name__ == "__main__":
    main(sys.argv[1])
