"""Every function that the kernels of an instruction set show to the linker bears the instruction set's name.

An inline function that two objects define is kept once. Were it one of AVX-512 code, it would be run on machines that
lack AVX-512. So no function that the kernels define may be called as one outside them is. (Constants may: one copy
serves all.)

    isa_symbols.py --isa v4 LIST    LIST: a file that names the objects, one a line
"""

import argparse

import symbols
import tree

# Functions that may be shared, and why.
ALLOWED = {
    "__clang_call_terminate": "a call of std::terminate, the same on every instruction set",
}


def bears(name, isa):
    """Whether a mangled name holds a namespace of the instruction set: brink::v3 or Eigen_v3."""
    return any(f"{len(part)}{part}" in name for part in [isa, f"Eigen_{isa}", f"r123_{isa}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list")
    parser.add_argument("--isa", required=True)
    parser.add_argument("--nm", default="nm")
    options = parser.parse_args()

    findings = []
    n_own = 0
    for path in symbols.object_files(options.list):
        for kind, name in symbols.symbols(options.nm, path):
            if kind not in ["T", "W", "i"] or name in ALLOWED:  # code that others see
                continue
            if bears(name, options.isa):
                n_own += 1
            else:
                findings.append(f"{path}: {kind} {name} does not bear the name {options.isa}")
    tree.finish(findings, n_own)


if __name__ == "__main__":
    main()
