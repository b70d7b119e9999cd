"""No object of the engine calls a function of the C library's mathematics whose bits may differ between machines.

exp, log, pow and their kin come from base/elementary.h. What IEEE 754 defines to the last bit (sqrt, floor ...) may
be called anywhere but in the kernels, where a call would mean that a loop is not vector code.

    libm.py [--kernels] LIST    LIST: a file that names the objects, one a line
"""

import argparse
import re

import symbols
import tree

EXACT = """sqrt floor ceil trunc round rint nearbyint fabs fmin fmax fmod remainder frexp ldexp scalbn scalbln modf
copysign nextafter logb ilogb lround llround lrint llrint""".split()

INEXACT = """exp exp2 exp10 expm1 log log2 log10 log1p pow cbrt hypot sin cos tan sincos asin acos atan atan2 sinh cosh
tanh asinh acosh atanh erf erfc tgamma lgamma lgamma_r j0 j1 jn y0 y1 yn fma""".split()

# Objects (by a piece of their path) that may call the functions named, and why.
EXCEPTIONS = {
    "/engine/report/": ["log10"],  # how many digits to print
    "/engine/model/mass.cpp": ["erfc", "exp", "lgamma", "log", "log1p"],  # whether to refuse; no number comes of it
}


def with_variants(names):
    """Each name for double, float and long double, also as glibc calls it with -ffinite-math."""
    return {f"{before}{name}{after}{end}" for name in names for before, end in [("", ""), ("__", "_finite")]
            for after in ["", "f", "l"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list")
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--kernels", action="store_true", help="the exact functions are forbidden too")
    options = parser.parse_args()

    forbidden = with_variants(INEXACT + (EXACT if options.kernels else []))
    findings = []
    objects = symbols.object_files(options.list)
    for path in objects:
        allowed = {name for piece, names in EXCEPTIONS.items() if piece in path for name in names}
        for kind, name in symbols.symbols(options.nm, path):
            if kind == "U" and name in forbidden - allowed:
                place = re.sub(r".*/engine/", "engine/", path)
                findings.append(f"{place}: calls {name} of the C library")
    tree.finish(findings, objects)


if __name__ == "__main__":
    main()
