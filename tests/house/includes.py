"""The engine's folders depend one way, and each third-party library stands where it belongs.

    includes.py TREE
"""

import re
import sys

import tree

ORDER = ["base", "scenario", "model", "program", "lanes", "stats", "result", "run", "study", "report", "pipeline", "cli"]

# Beginning of a header's name, and the files (beginnings of paths below engine/) that may include it.
KEPT_APART = {
    "yaml-cpp/": ["scenario/tree.cpp"],
    "boost/": ["cli/"],
    "nlohmann/": ["report/"],
    "netcdf.h": ["report/netcdf_file.cpp"],
    "Eigen/": ["lanes/"],
    "Random123/": ["lanes/"],
    "thread": ["run/", "cli/"],
    "iostream": ["cli/"],
    "random": [],  # its distributions differ between libraries
}

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def folder(name):
    """The place in ORDER of a path below engine/: its folder, or its own name for pipeline.{h,cpp}."""
    return name.split("/")[0] if "/" in name else name.rsplit(".", 1)[0]


def faults_of(name, quote, header):
    if quote == '"':
        if folder(header) not in ORDER:
            yield f"includes {header}, which is in no folder of the engine"
        elif ORDER.index(folder(header)) > ORDER.index(folder(name)):
            yield f"includes {header}, but {folder(header)} comes after {folder(name)}"
        return
    for library, allowed in KEPT_APART.items():
        is_of = header.startswith(library) if library.endswith("/") else header == library
        if is_of and not any(name.startswith(place) for place in allowed):
            yield f"includes <{header}>, which belongs in {' or '.join(allowed) or 'no file of the engine'}"


def main(top):
    findings = []
    n_files = 0
    for path, inside in tree.files(top, ".h", ".cpp"):
        if not inside.startswith("engine/"):
            continue
        n_files += 1
        name = inside.removeprefix("engine/")
        if folder(name) not in ORDER:
            findings.append(f"{inside}: in no folder of the engine")
            continue
        for number, line in tree.lines(path):
            match = INCLUDE.match(line)
            if match:
                findings += [f"{inside}:{number}: {fault}" for fault in faults_of(name, *match.groups())]
    tree.finish(findings, n_files)


if __name__ == "__main__":
    main(sys.argv[1])
