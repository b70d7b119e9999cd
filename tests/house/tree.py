"""What the rules about the tree share: its files, and how a finding is told."""

import pathlib
import sys

SKIPPED = {".git", "build", "results", "node_modules", "__pycache__"}


def files(top, *suffixes):
    """The text files of the tree below `top`, in order; with suffixes only those."""
    for path in sorted(pathlib.Path(top).rglob("*")):
        inside = path.relative_to(top)
        if SKIPPED.intersection(inside.parts) or not path.is_file() or path.is_symlink():
            continue
        if not suffixes or path.suffix in suffixes:
            yield path, inside.as_posix()


def lines(path):
    """Numbered lines; none for a file that is not text."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    yield from enumerate(text.splitlines(), 1)


def finish(findings, looked_at):
    """Prints the findings and exits: 1 if there are any, or if nothing was looked at."""
    for finding in findings:
        print(finding)
    if not looked_at:
        print("nothing to look at: the rule cannot be checked")
    sys.exit(1 if findings or not looked_at else 0)
