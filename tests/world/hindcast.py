"""The world begun in August 2023 beside what was counted until October 2024: containers and Western allocations."""
import collections
import csv
import dataclasses
import datetime
import itertools
import math
import pathlib
import statistics
import tempfile

import acts as kept

FILE = kept.ROOT / "scenarios/korea-2024/hindcast.yaml"
BANDS = ["q05", "q25", "q50", "q75", "q95"]
SERIES = {"containers": "delivered[PRK, RUS]", "allocations": "allocated"}
# The scenario as it is; quantiles of the containers are kept as well, and what each trajectory has at the dates counted.
LAYER = """brink: 1
title: Looking back, read where it was counted
extends: {file}
run: {{record: {{quantiles: [delivered]}}}}
outcomes:
{outcomes}
"""
Counted = collections.namedtuple("Counted", "date value")
Judged = collections.namedtuple("Judged", "date value low middle high inside")


@dataclasses.dataclass
class Hindcast:
    """Of containers and allocations: what was counted, the bands by week, and the values of trajectories when counted."""
    counted: dict
    bands: dict
    values: dict


def hindcast(brink, count):
    """Runs the scenario."""
    counted = {"containers": containers(), "allocations": allocations()}
    outcomes = [f'  {_name(what, one.date)}: {{measure: "{SERIES[what]}", at: {one.date}}}'
                for what, some in counted.items() for one in some]
    with tempfile.TemporaryDirectory() as parent:
        layer = pathlib.Path(parent) / "layer.yaml"
        layer.write_text(LAYER.format(file=FILE, outcomes="\n".join(outcomes)), encoding="utf-8")
        folder = kept.run_into(pathlib.Path(parent) / "out", brink, layer, count, keep=True)
        with open(folder / "trajectories.csv", newline="", encoding="utf-8") as text:
            kept_rows = list(csv.DictReader(text))
        values = {what: [[float(row["measure." + _name(what, one.date)]) for one in some] for row in kept_rows]
                  for what, some in counted.items()}
        return Hindcast(counted, _bands(folder), values)


def _name(what, date):
    return f"{what}_on_{date:%Y_%m_%d}"


def _bands(folder):
    """what -> list of (date, its quantiles)."""
    found = {what: [] for what in SERIES}
    names = {series: what for what, series in SERIES.items()}
    with open(folder / "series.csv", newline="", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            if row["series"] in names:
                date = datetime.date.fromisoformat(row["date"])
                found[names[row["series"]]].append((date, [float(row[q]) for q in BANDS]))
    return found


def containers():
    """What was counted, without the zero of the beginning."""
    return [Counted(datetime.date.fromisoformat(row["date"]), float(row["containers"]))
            for row in kept.rows("containers.csv") if float(row["containers"]) > 0]


def allocations():
    """Military allocations since the beginning, at the end of each month."""
    months = [(row["month"], float(row["military_billion_euro"])) for row in kept.rows("allocations.csv")]
    sums = itertools.accumulate(value for _, value in months)
    return [Counted(_end_of(month), value) for (month, _), value in zip(months, sums)]


def _end_of(month):
    year, number = map(int, month.split("-"))
    return datetime.date(year + number // 12, number % 12 + 1, 1) - datetime.timedelta(days=1)


def judged(counted, values):
    """Each count beside the middle 90 % of the trajectories."""
    found = []
    for (date, value), column in zip(counted, zip(*values)):
        low, middle, high = (quantile(column, q) for q in (0.05, 0.5, 0.95))
        found.append(Judged(date, value, low, middle, high, low <= value <= high))
    return found


def increments(counted, values):
    """The same of what came between one count and the next."""
    steps = [Counted(one.date, one.value - before) for one, before in zip(counted, [0] + [one.value for one in counted])]
    return judged(steps, [[b - a for a, b in zip([0] + row, row)] for row in values])


def unevenness(counted, values):
    """Standard deviation of the increments over their mean: of the counts, and the median of the trajectories."""
    def uneven(sums):
        steps = [b - a for a, b in zip([0] + sums, sums)]
        return statistics.stdev(steps) / statistics.mean(steps)
    return uneven([one.value for one in counted]), quantile([uneven(row) for row in values], 0.5)


def quantile(values, q):
    """Between the order statistics, linearly."""
    order = sorted(values)
    place = q * (len(order) - 1)
    low = math.floor(place)
    return order[low] + (place - low) * (order[min(low + 1, len(order) - 1)] - order[low])
