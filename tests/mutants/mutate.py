#!/usr/bin/env python3
"""Mutation test: changes one token of the engine at a time and demands that some test notices.

The list (mutants.txt) has one mutant a line: FILE :: LINE :: FROM :: TO. LINE is a piece of exactly one line of FILE
and holds FROM exactly once. The tree is copied to build/mutants/1 (2, ... one a job); each mutant is applied there,
built incrementally and tested; the exit status is 1 if a mutant survives, does not compile, or its line no longer
matches exactly once.

    tests/mutants/mutate.py                   all mutants
    tests/mutants/mutate.py --only decide     those whose file or line holds this text
    tests/mutants/mutate.py --list            checks that every line matches, builds nothing
"""

import argparse
import os
import pathlib
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
WORK = SOURCE / "build" / "mutants"
COPIED = ["CMakeLists.txt", "CMakePresets.json", "README.md", "bench", "bindings/web/dist", "cmake", "docs", "engine",
          "scenarios", "tests"]


# Test files (tests/NAME.cpp). What is slow without optimisation is tried on those mutants alone that nothing else
# notices; what no mutant can touch, limits of texts and of pages, on none.
SLOW = ["chains_test", "digests_test", "reference_test", "reference_scenarios_test", "playthroughs_test", "told_test",
        "comparison_report_test"]
UNTOUCHED = ["large_texts_test", "hostile_test", "page_test"]


def tag(file):
    """What the test program's option -# calls the tests of a file."""
    return f"[#{file}]"


def but(files):
    return "".join("~" + tag(file) for file in files)


def read_list(path):
    mutants = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split(" :: ")]
        if len(parts) != 4:
            sys.exit(f"{path}:{number}: wanted FILE :: LINE :: FROM :: TO")
        mutants.append(tuple(parts))
    return mutants


def mutated(text, fragment, old, new):
    """The text with `old` replaced in the one line that holds `fragment`; or why that cannot be."""
    lines = text.splitlines(keepends=True)
    found = [i for i, line in enumerate(lines) if fragment in line]
    if len(found) != 1:
        return None, f"{len(found)} lines match"
    if fragment.count(old) != 1:
        return None, f"'{old}' stands {fragment.count(old)} times in the line's pattern"
    if old == new:
        return None, "nothing changes"
    i = found[0]
    lines[i] = lines[i].replace(fragment, fragment.replace(old, new), 1)
    return "".join(lines), None


def copy_tree(tree):
    """Brings the copy up to date; only files that differ are touched, so that the build stays incremental."""
    wanted = set()
    for name in COPIED:
        top = SOURCE / name
        files = [top] if top.is_file() else [path for path in top.rglob("*") if path.is_file()]
        for path in files:
            if "__pycache__" in path.parts or "node_modules" in path.parts:
                continue
            target = tree / path.relative_to(SOURCE)
            wanted.add(target)
            if target.exists() and target.read_bytes() == path.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            shutil.copymode(path, target)
    for path in tree.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()


class Bench:
    """A copy of the tree with a build of its own, where one mutant is tried at a time."""

    def __init__(self, options, number):
        self.options = options
        self.tree = WORK / str(number) / "tree"
        self.build = WORK / str(number) / "build"

    def prepare(self):
        self.tree.mkdir(parents=True, exist_ok=True)
        copy_tree(self.tree)
        configure = ["cmake", "-S", str(self.tree), "-B", str(self.build), "-G", "Ninja", *self.options.cmake]
        subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
        built = self.compile()
        if built.returncode != 0:
            return f"the unchanged tree does not build:\n{built.stdout}{built.stderr}"
        return "" if self.tests_pass() else "the tests fail without any mutant"

    def compile(self):
        command = ["cmake", "--build", str(self.build), "-j", "1", "--target", *self.options.targets]
        return subprocess.run(command, capture_output=True, text=True)

    def tests_pass(self):
        """Whether all tests pass; a run beyond the time limit does not."""
        for command in self.options.test:
            # A group of its own: a mutant that never ends is ended with all that the command has started.
            tests = subprocess.Popen(command.format(build=self.build), shell=True, cwd=self.tree, start_new_session=True,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                if tests.wait(self.options.timeout) != 0:
                    return False
            except subprocess.TimeoutExpired:
                os.killpg(tests.pid, signal.SIGKILL)
                tests.wait()
                return False
        return True

    def judge(self, mutant):
        """'caught', 'SURVIVED', or what makes it no mutant."""
        file, fragment, old, new = mutant
        path = self.tree / file
        original = path.read_text()
        text, fault = mutated(original, fragment, old, new)
        if fault:
            return fault
        try:
            path.write_text(text)
            if self.compile().returncode != 0:
                return "DOES NOT COMPILE"
            return "SURVIVED" if self.tests_pass() else "caught"
        finally:
            path.write_text(original)


class Pool:
    """Tries the mutants, as many at a time as there are jobs, and keeps what was no catch."""

    def __init__(self, options, mutants):
        self.options = options
        self.waiting = queue.Queue()
        for numbered in enumerate(mutants, 1):
            self.waiting.put(numbered)
        self.printing = threading.Lock()
        self.fault = ""
        self.bad = []
        self.tried = 0

    def run(self):
        workers = [threading.Thread(target=self.work, args=(n,)) for n in range(1, self.options.jobs + 1)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def work(self, number):
        bench = Bench(self.options, number)
        fault = bench.prepare()
        if fault:
            self.fault = fault
        while not self.fault:
            try:
                place, mutant = self.waiting.get_nowait()
            except queue.Empty:
                return
            begin = time.monotonic()
            self.note(place, mutant, bench.judge(mutant), time.monotonic() - begin)

    def note(self, place, mutant, verdict, seconds):
        file, fragment, old, new = mutant
        with self.printing:
            self.tried += 1
            if verdict != "caught":
                self.bad.append(mutant)
            print(f"{place:3} {verdict:<10} {seconds:5.0f} s  {file}: {fragment}  [{old} -> {new}]", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="mutants whose file or line holds this text")
    parser.add_argument("--list", action="store_true", help="check that every mutant applies, and stop")
    parser.add_argument("--mutants", type=pathlib.Path, default=SOURCE / "tests" / "mutants" / "mutants.txt")
    parser.add_argument("--targets", nargs="+", default=["brink_tests"], help="build targets that the tests need")
    parser.add_argument("--test", action="append", help="test command, run in the copy; {build} is its build folder")
    parser.add_argument("--cmake", action="append", help="one more option of cmake: --cmake=-DX=Y",
                        default=["-DCMAKE_BUILD_TYPE=Quick", "-DCMAKE_CXX_COMPILER=clang++-14", "-DBRINK_BASELINE_ONLY=ON",
                                 "-DBRINK_WERROR=OFF", "-DBRINK_BENCH=OFF"])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at a time")
    parser.add_argument("--timeout", type=float, default=900, help="seconds a test command may take")
    options = parser.parse_args()
    options.test = options.test or [f"BRINK_TEST_SCALE=0.01 {{build}}/tests/brink_tests --abort -# '{names}'"
                                    for names in (but(SLOW + UNTOUCHED), ",".join(map(tag, SLOW)))]
    return options


def check_list(mutants):
    faults = 0
    for file, fragment, old, new in mutants:
        _, fault = mutated((SOURCE / file).read_text(), fragment, old, new)
        if fault:
            print(f"{file}: {fragment}: {fault}")
            faults += 1
    return faults


def main():
    options = arguments()
    mutants = [m for m in read_list(options.mutants) if options.only in m[0] or options.only in m[1]]
    if not mutants:
        sys.exit("no mutant to try")
    if options.list:
        sys.exit(1 if check_list(mutants) else 0)

    pool = Pool(options, mutants)
    pool.run()
    if pool.fault:
        sys.exit(pool.fault)
    print(f"{pool.tried - len(pool.bad)} of {len(mutants)} mutants caught")
    sys.exit(1 if pool.bad or pool.tried < len(mutants) else 0)


if __name__ == "__main__":
    main()
