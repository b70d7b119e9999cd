"""The house rules are worth something only if they notice faults: each is shown a good tree and bad ones.

    rules_notice_faults.py --compiler c++ --nm nm
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

# (rule, file, text, whether the rule must object)
TREES = [
    ("includes", "engine/model/a.h", '#include "base/hash.h"\n', False),
    ("includes", "engine/base/a.h", '#include "model/model.h"\n', True),
    ("includes", "engine/pipeline.h", '#include "cli/main.h"\n', True),
    ("includes", "engine/cli/a.h", '#include "pipeline.h"\n', False),
    ("includes", "engine/base/a.h", '#include "helpers/a.h"\n', True),
    ("includes", "engine/helpers/a.h", "", True),
    ("includes", "engine/scenario/tree.cpp", "#include <yaml-cpp/parser.h>\n", False),
    ("includes", "engine/scenario/layers.cpp", "#  include <yaml-cpp/parser.h>\n", True),
    ("includes", "engine/stats/a.cpp", "#include <Eigen/Core>\n", True),
    ("includes", "engine/lanes/a.cpp", "#include <thread>\n", True),
    ("includes", "docs/nothing.md", "", True),
    ("words", "docs/a.md", "what is to do stands elsewhere\n", False),
    ("words", "docs/a.md", "TO" + "DO: write this\n", True),
    ("words", "a.cpp", "// FIX" + "ME\n", True),
    ("words", "a.cpp", "// see ../" + "shared" + " for more\n", True),
    ("lengths", "engine/a.cpp", "\n" * 400, False),
    ("lengths", "engine/a.cpp", "\n" * 401, True),
    ("diagnostics", "engine/a.cpp", 'diagnostics.error("bad-thing", span, message, hint);\n', True),
    ("diagnostics", "engine/a.cpp", "int no_codes_at_all = 1;\n", True),
    ("test_names", "tests/a_test.cpp", 'TEST_CASE("two and two are four") {}\n', False),
    ("test_names", "tests/a_test.cpp", 'TEST_CASE("one, two") {}\n', True),
    ("test_names", "tests/a_test.cpp", 'TEST_CASE("a") {}\nTEST_CASE("a", "[slow]") {}\n', True),
]

SHOWN = "namespace brink { namespace v3 { double f(double x) { return x; } } }\n"
SHARED = "inline double twice(double x) { return 2 * x; }\ndouble (*g_pointer_v3)(double) = twice;\n"
EXP = "#include <cmath>\nnamespace brink::v3 { double f(double x) { return std::exp(x); } }\n"
FLOOR = "#include <cmath>\nnamespace brink::v3 { double f(double x) { return std::floor(x); } }\n"

# (rule and options, code, whether the rule must object)
OBJECTS = [
    (["isa_symbols.py", "--isa", "v3"], SHOWN, False),
    (["isa_symbols.py", "--isa", "v4"], SHOWN, True),
    (["isa_symbols.py", "--isa", "v3"], SHOWN + SHARED, True),
    (["libm.py"], SHOWN, False),
    (["libm.py"], EXP, True),
    (["libm.py"], FLOOR, False),
    (["libm.py", "--kernels"], FLOOR, True),
]


def objects(command):
    return subprocess.run([sys.executable, "-B", *command], capture_output=True, text=True).returncode == 1


def tree_cases():
    for rule, name, text, must_object in TREES:
        with tempfile.TemporaryDirectory() as top:
            path = pathlib.Path(top) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            yield f"{rule}: {name}: {text[:40]!r}", objects([HERE / f"{rule}.py", top]), must_object


def object_cases(compiler, nm):
    for (rule, *options), code, must_object in OBJECTS:
        with tempfile.TemporaryDirectory() as top:
            source = pathlib.Path(top) / "a.cpp"
            source.write_text(code)
            built = source.with_suffix(".o")
            subprocess.run([compiler, "-std=c++20", "-O0", "-c", source, "-o", built], check=True)
            listed = pathlib.Path(top) / "list.txt"
            listed.write_text(f"{built}\n")
            yield f"{rule} {options}: {code!r}", objects([HERE / rule, *options, "--nm", nm, listed]), must_object


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--nm", default="nm")
    options = parser.parse_args()
    wrong = [f"{case}: {'noticed nothing' if must_object else 'objected'}"
             for cases in [tree_cases(), object_cases(options.compiler, options.nm)]
             for case, objected, must_object in cases if objected != must_object]
    print("\n".join(wrong) if wrong else f"{len(TREES) + len(OBJECTS)} cases judged rightly")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
