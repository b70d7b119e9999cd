"""What a run of a scenario did, act by act, and how the record would have called it.

`record/acts.csv` says of every act of the standard model which level of hostility the dispute data would give it, which
kind of trigger the crisis data, and which kind of response. An act that the table does not know is an error: a model
that gains an act must say how it would be recorded.
"""
import collections
import csv
import dataclasses
import functools
import json
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORD = pathlib.Path(__file__).resolve().parent / "record"
LEVELS = ["none", "threat", "display", "force", "war"]
Act = collections.namedtuple("Act", "week source target action")


@dataclasses.dataclass
class World:
    """Numbers of pairs and actors that a run starts from; a symmetric pair is found in either order."""
    numbers: dict
    states: set

    def of(self, name, *actors):
        return self.numbers.get((name,) + actors, self.numbers.get((name,) + actors[::-1], 0.0))

    def at_war(self, a, b):
        return self.of("war", a, b) > 0.5


@dataclasses.dataclass
class Run:
    """The acts of each trajectory, the number of weeks, the world at the start, and what ran."""
    acts: list
    weeks: int
    world: World
    version: str = ""
    seed: int = 0


def rows(name):
    """A table of the record."""
    with open(RECORD / name, newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


@functools.cache
def called():
    """action -> its row in record/acts.csv."""
    return {row["action"]: row for row in rows("acts.csv")}


@functools.cache
def level_of(action):
    """The level of hostility of an act, 0 for none."""
    return LEVELS.index(called()[action]["dispute_level"] or "none")


def world_of(folder):
    """The world at the start, from the numbers of a result folder."""
    numbers = {}
    with open(folder / "numbers.csv", newline="", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            found = re.fullmatch(r"(\w+)\[(\w+)(?:, (\w+))?\]", row["name"])
            try:
                value = float(row["value"])
            except ValueError:
                continue
            if found:
                numbers[tuple(part for part in found.groups() if part)] = value
    actors = [key[1] for key in numbers if key[0] == "sovereign"]
    states = {a for a in actors if numbers["sovereign", a] > 0.5 and numbers.get(("pooled", a), 0) < 0.5}
    return World(numbers, states)


def run_into(folder, brink, file, count, keep):
    """Runs a scenario into a folder."""
    command = [brink, "run", file, "-n", str(count), "--threads", "1", "--quiet", "--out", folder]
    subprocess.run([str(word) for word in command + (["--keep", count] if keep else [])], check=True)
    return folder


def acts_of(folder):
    """trajectory -> its acts in order of weeks; acts that the record knows no name for are an error."""
    with open(folder / "actions.csv", newline="", encoding="utf-8") as text:
            unknown = {row["action"] for row in csv.DictReader(text)} - set(called()) - {"hold"}
    if unknown:
        raise SystemExit(f"record/acts.csv does not say how the record calls {', '.join(sorted(unknown))}")
    found = collections.defaultdict(list)
    with open(folder / "events.csv", newline="", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            if row["action"] and row["target"]:
                found[int(row["trajectory"])].append(Act(int(row["step"]), row["source"], row["target"], row["action"]))
    return found


def kept_run(brink, file, count):
    """Runs a scenario and reads every act of every trajectory."""
    with tempfile.TemporaryDirectory() as parent:
        folder = run_into(pathlib.Path(parent) / "out", brink, file, count, keep=True)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        acts = acts_of(folder)
        with open(folder / "rungs.csv", newline="", encoding="utf-8") as text:
            weeks = 1 + max(int(row["step"]) for row in csv.DictReader(text))
        return Run([acts.get(k, []) for k in range(count)], weeks, world_of(folder), manifest["version"], manifest["seed"])
