"""What fuzzing starts from: every scenario of the tree, shipped, broken or of a test, as an input of the fuzzer (the
files that it names behind it, see input_files.h).

    seeds.py TREE FOLDER
"""

import os
import pathlib
import re
import sys

NAMED = re.compile(r"(?:extends|csv): *(\[[^\]]*\]|[^\s,{}\[\]]+)")
LARGEST = 60_000  # bytes of an input


def with_layers(path):
    """The text of a file, and behind it the texts of those that it names, by the paths that the engine asks for."""
    texts = {}

    def add(file):
        name = os.path.relpath(file, path.parent)
        if name in texts or not file.is_file():
            return
        texts[name] = file.read_bytes()
        for several in NAMED.findall(texts[name].decode("utf-8", "replace")):
            for one in several.strip("[]").split(","):
                add(pathlib.Path(os.path.normpath(file.parent / one.strip())))

    add(path)
    first, *others = texts.items()
    return first[1] + b"".join(b"\n#file " + name.encode() + b"\n" + text for name, text in others)


def of_tests(path):
    """The scenarios that a C++ file spells out; those without a head of their own get the file's."""
    pieces = re.findall(r'R"yaml\((.*?)\)yaml"', path.read_text(), re.DOTALL)
    head = pieces[0] if pieces else ""
    for piece in pieces:
        yield (piece if "brink: 1" in piece else head + piece).encode()


def main(top, folder):
    top, folder = pathlib.Path(top), pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    seeds = {}
    for place in ("scenarios", "tests/golden"):
        for path in sorted((top / place).rglob("*.yaml")):
            seeds[str(path.relative_to(top)).replace("/", "-")] = with_layers(path.resolve())
    for path in sorted((top / "tests").rglob("*.cpp")):
        for i, text in enumerate(of_tests(path)):
            seeds[f"{path.stem}-{i}"] = text
    kept = {name: text for name, text in seeds.items() if len(text) <= LARGEST}
    if len(kept) < 200:
        sys.exit("seeds.py: the scenarios of the tree were not found")
    for old in folder.iterdir():
        old.unlink()
    for name, text in kept.items():
        (folder / name).write_bytes(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
