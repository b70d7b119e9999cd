"""Reads the symbols of object files through nm."""

import pathlib
import subprocess


def object_files(list_file):
    return [line for line in pathlib.Path(list_file).read_text().splitlines() if line]


def symbols(nm, path):
    """Pairs of kind (nm's letter) and name (as the linker sees it) of an object file."""
    out = subprocess.run([nm, "-P", path], check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        name, kind = line.split()[:2]
        yield kind, name
