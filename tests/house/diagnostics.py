"""Every code of a diagnostic in the engine's sources is provoked by a file of tests/golden.

    diagnostics.py TREE
"""

import pathlib
import re
import sys

import tree

# What no text can provoke, and why.
EXCEPTIONS = {
    "stream-collision": "two draw sites whose 64-bit hashes are equal: nobody knows such names",
    "expression-expected": "a list or map for an expression is refused by its form before it is parsed",
}

# A code is the first text of a call, or of a braced fault; there a hyphen tells it from other texts.
CODE = re.compile(
    r"\b(?:(?:error|warning|warn|fault|fail|unknown|stop)\s*\(\s*|SyntaxFault\w*\s*(?:\w+\s*)?\{\s*)"
    r'"([a-z]+(?:-[a-z0-9]+)*)",|(?:return|push_back\()\s*\{\s*"([a-z]+(?:-[a-z0-9]+)+)",'
)
SHOWN = re.compile(r"^(?:.*: )?(?:error|warning|note): .* \[([a-z0-9-]+)\]$")


def codes_of(top):
    """Every code and the first place that has it."""
    codes = {}
    for path, inside in tree.files(pathlib.Path(top) / "engine", ".cpp", ".h"):
        for match in CODE.finditer(path.read_text(encoding="utf-8")):
            codes.setdefault(match.group(1) or match.group(2), inside)
    return codes


def provoked_in(top):
    provoked = set()
    for path, _ in tree.files(pathlib.Path(top) / "tests" / "golden", ".txt"):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            match = SHOWN.match(line)
            if match:
                provoked.add(match.group(1))
    return provoked


def main(top):
    codes = codes_of(top)
    provoked = provoked_in(top)
    findings = [f"engine/{codes[code]}: no file of tests/golden provokes [{code}]"
                for code in sorted(set(codes) - provoked - set(EXCEPTIONS))]
    findings += [f"tests/house/diagnostics.py: [{code}] is shown, and not seen in the sources: the rule misses a form"
                 for code in sorted(provoked - set(codes))]
    findings += [f"tests/house/diagnostics.py: [{code}] is no exception: it is provoked, or gone"
                 for code in sorted(EXCEPTIONS) if code in provoked or (codes and code not in codes)]
    tree.finish(findings, len(codes))


if __name__ == "__main__":
    main(sys.argv[1])
