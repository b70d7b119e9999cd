"""The words of the language as a libFuzzer dictionary, from the tables that the engine itself reads.

    dictionary.py TREE > brink.dict
"""

import pathlib
import re
import sys

MARKS = ["- ", ": ", ", ", "{", "}", "[", "]", "(", ")", "'", '\\"', "#", "&a ", "*a", "<<: ", "|\\x0a", ">\\x0a", "\\x0a  ",
         "\\x0a", " -> ", " <-> ", " for j", " for i, j", " in ", " if ", " and ", " or ", "not ", " == ", " != ", " += ",
         " -= ", " = ", " ^ ", "self", "other", "target", "everyone", "date", "years", "dt", ".inf", "-.inf", "1e308",
         "2025-01-01", "1 week", "1 month", "null", "true", "false", "RED", "BLUE", "\\xc2\\xa0", "\\xe2\\x80\\x99"]


def main(top):
    engine = pathlib.Path(top) / "engine" / "model"
    words = set()
    for path in re.findall(r'\.path = "([^"]+)"', (engine / "vocabulary.cpp").read_text()):
        words.update(f"{part}: " for part in path.split(".") if part != "*")
    for several in re.findall(r'words = "([^"]+)"', (engine / "vocabulary.cpp").read_text()):
        words.update(several.split())
    words.update(f"{name}(" for name in re.findall(r'\{"(\w+)", Function::Kind', (engine / "functions.h").read_text()))
    if len(words) < 100:
        sys.exit("dictionary.py: the tables of the engine were not found")
    for word in MARKS + sorted(words):
        print(f'"{word}"')


if __name__ == "__main__":
    main(sys.argv[1])
