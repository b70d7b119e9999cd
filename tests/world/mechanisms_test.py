"""Every row of docs/mechanisms.md is carried by something that exists, and every mechanism can be taken away alone.

    python3 tests/world/mechanisms_test.py build/release/brink .
"""
import pathlib
import re
import subprocess
import sys
import unittest

ROWS = {"A": 17, "R": 17, "M": 52, "N": 7}


def paths_of(text):
    """The dotted paths of the keys of a file in block style, as `brink check --resolved` prints it."""
    open_keys, paths = [], set()
    for line in text.splitlines():
        found = re.match(r"( *)(?:\"([^\"]+)\"|'([^']+)'|([^\s#:\"'][^:#]*)):(?: |$)", line)
        if not found:
            continue
        depth, key = len(found[1]), found[2] or found[3] or found[4].strip()
        open_keys = [one for one in open_keys if one[0] < depth] + [(depth, key)]
        paths.add("/".join(name for _, name in open_keys))
    return paths


def resolved(file):
    done = subprocess.run([BRINK, "check", "--resolved", file], capture_output=True, text=True, check=True)
    return paths_of(done.stdout)


def names_in(paths):
    """What a row may name: name -> the paths that declare it, and action.term for the terms of utilities."""
    names = {}
    for path in paths:
        keys = path.split("/")
        if keys[0] in ("variables", "derived", "draws") and len(keys) == 3:
            names.setdefault(keys[2], set()).add(path)
        if keys[0] in ("parameters", "actions", "events", "outcomes", "groups", "actors") and len(keys) == 2:
            names.setdefault(keys[1], set()).add(path)
        if keys[0] == "actions" and len(keys) == 4 and keys[2] == "utility":
            names.setdefault(f"{keys[1]}.{keys[3]}", set()).add(path)
    return names


def rows_of(page):
    rows = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"[ARMN]\d+", cells[0]):
            assert cells[0] not in rows, cells[0] + " stands twice"
            rows[cells[0]] = cells[1:]
    return rows


def ticked(cell):
    return re.findall(r"`([^`]+)`", cell)


class Mechanisms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = ROOT / "scenarios/korea-2024"
        cls.paths = resolved(cls.world / "baseline.yaml")
        cls.names = names_in(cls.paths)
        cls.rows = rows_of((ROOT / "docs/mechanisms.md").read_text())

    def test_every_row_is_there(self):
        self.assertEqual(set(self.rows), {f"{kind}{n}" for kind, count in ROWS.items() for n in range(1, count + 1)})

    def test_what_a_row_names_exists(self):
        for row, (what, carriers, seen, *_) in self.rows.items():
            self.assertTrue(what and ticked(carriers) and ticked(seen), row)
            for name in ticked(carriers) + ticked(seen):
                plain, pair = re.fullmatch(r"([^\[]+)(?:\[(.*)\])?", name).groups()
                self.assertIn(plain, self.names, row)
                for actor in (pair or "").split(", ") if pair else []:
                    self.assertIn("actors/" + actor, self.paths, row)

    def test_no_two_mechanisms_share_a_carrier(self):
        owner = {}
        for row, cells in self.rows.items():
            if row[0] == "M":
                for name in ticked(cells[1]):
                    self.assertNotIn(name, owner, f"{row} and {owner.get(name)}")
                    owner[name] = row

    def test_a_layer_takes_away_the_carriers_and_nothing_else(self):
        for row, cells in self.rows.items():
            if row[0] != "M":
                continue
            layer = self.world / f"ablations/M{int(row[1:]):02d}.yaml"
            own = paths_of(layer.read_text())
            changed = {path for path in own if not any(other.startswith(path + "/") for other in own)}
            changed = {path for path in changed if path.split("/")[0] in ("variables", "derived", "actions", "events")}
            carriers = set().union(*(self.names[name] for name in ticked(cells[1])))
            for path in changed:
                self.assertTrue(any(path == carrier or path.startswith(carrier + "/") for carrier in carriers), (row, path))
            for carrier in carriers:
                self.assertTrue(any(path == carrier or path.startswith(carrier + "/") for path in changed), (row, carrier))

    def test_a_layer_says_what_moves_and_how(self):
        for row, cells in self.rows.items():
            if row[0] != "M":
                continue
            text = (self.world / f"ablations/M{int(row[1:]):02d}.yaml").read_text()
            outcome, sign = re.search(r'outcome: (\w+), than: \.\./baseline\.yaml, sign: "([+-])"', text).groups()
            self.assertIn(outcome, ticked(cells[2]), row)
            self.assertIn("higher" if sign == "+" else "lower", cells[3], row)
            self.assertIn("outcomes/" + outcome, self.paths, row)

    def test_a_row_without_carrier_would_be_noticed(self):
        self.assertNotIn("no_such_thing", self.names)
        self.assertIn("condemn", self.names)
        self.assertIn("sanction_targeted.arming", self.names)
        self.assertEqual(rows_of("| M1 | a | `b` | `c` | d |"), {"M1": ["a", "`b`", "`c`", "d"]})


if __name__ == "__main__":
    BRINK, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], "-v"])
