"""The result folder opened as researchers do, with pandas and xarray: labels, dates, and the numbers of summary.json.

    folder_test.py BRINK [CLASS.TEST ...]
"""

import csv
import datetime
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import netCDF4
    import numpy as np
    import pandas as pd
    import xarray as xr
except ImportError:
    # The system's Python has the packages that cmake/setup.sh installs; another one may come first on the path.
    if os.environ.get("BRINK_FOLDER_PYTHON") is None and os.path.exists("/usr/bin/python3"):
        os.execve("/usr/bin/python3", ["/usr/bin/python3", "-B", *sys.argv], {**os.environ, "BRINK_FOLDER_PYTHON": "1"})
    print("python3-pandas, python3-xarray or python3-netcdf4 is missing")
    sys.exit(1 if os.environ.get("BRINK_REQUIRE_ALL") else 77)

BRINK = ""
N = 240
FILES = {
    "world.yaml": """brink: 1
title: Three neighbours
question: How often does a war begin within two years?
headline: [war]
clock: {start: 2025-01-31, step: 1 month, steps: 24}
extends: layers/base.yaml
parameters:
  fear: {uniform: [0.1, 0.3], unit: 1/month, doc: how fast hostility becomes threat}
  nerve: {beta: {mean: 0.6, sd: 0.1}, range: [0, 1]}
series:
  oil: {csv: "layers/oil, crude.csv", unit: USD}
draws:
  actor: {tremor: "normal(0, 0.02)"}
dynamics:
  actor: {threat: "threat + fear * (sum(hostility[self, j] for j) / 2 - threat) + tremor"}
  world: {price: oil}
  dyad: {trade: trade - 0.02 * (self.threat + other.threat) * trade}
derived:
  world: {alarm: mean(j.threat for j)}
  dyad: {tension: "hostility[self, other] * self.threat"}
actions:
  talk: {rung: -1, by: everyone, to: everyone, cameo: "040", goldstein: 1, weight: 0.2, utility: 0.1, track: talks}
  march: {rung: 4, by: rivals, to: rivals, cameo: "152", goldstein: -7.2, weight: 0.2, utility: threat,
          effects: ["hostility[target, self] += 0.1"]}
  strike: {rung: 7, by: rivals, to: rivals, cameo: "190", goldstein: -10, weight: 0.006, utility: threat}
events:
  clash:
    for: i -> j in rivals
    hazard: 0.05
    do: {actor: j, action: march, target: i}
  holiday: {at: 2025-08-31, do: {actor: RED, action: hold}}
outcomes:
  war: {when: "any(ever(j, strike) for j in rivals)", doc: "the first strike, by whomever", ends: true}
  "alarm, high": {when: alarm > 0.42}
  peace dividend: {when: price > 1000}
  last alarm: {measure: alarm}
  alarm of wars: {measure: alarm, given: war}
expect:
  - {outcome: war, probability: [0, 1]}
  - {outcome: war, than: layers/other.yaml, sign: "="}
decision: {precision: 4 * nerve, tempo: 0.8}
run: {record: {moments: [tension]}}
""",
    "layers/base.yaml": """brink: 1
variables:
  actor: {threat: {initial: 0.3, range: [0, 1], doc: threat perceived}}
  dyad:
    hostility: {initial: 0.4, range: [0, 1]}
    trade: {initial: 10, range: [0, .inf], symmetric: true, unit: billion USD}
  world: {price: {initial: 70, range: [0, .inf], unit: USD}}
groups: {rivals: [RED, BLUE]}
actors: {RED: {name: "Redland, the old"}, BLUE: {}, GREEN: {name: Grünland}}
relations: {hostility: {csv: hostility.csv}}
""",
    "layers/other.yaml": "brink: 1\nextends: ../world.yaml\n",
    "layers/hostility.csv": "from,to,value\nRED,BLUE,0.7\nBLUE,RED,0.8\n",
    "layers/oil, crude.csv": "date,value\n2025-01-01,70\n2025-06-15,95.5\n",
}


class Opened(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.place.cleanup)
        cls.top = pathlib.Path(cls.place.name)
        for name, text in FILES.items():
            (cls.top / name).parent.mkdir(exist_ok=True)
            (cls.top / name).write_text(text)
        cls.brink("run", "world.yaml", "-n", N, "--keep", N, "--digests", "--quiet", "--out", "kept")
        cls.folder = cls.top / "kept"
        cls.summary = json.loads((cls.folder / "summary.json").read_text())
        cls.manifest = json.loads((cls.folder / "manifest.json").read_text())
        cls.data = xr.open_dataset(cls.folder / "results.nc")
        cls.addClassCleanup(cls.data.close)
        cls.dates = pd.to_datetime(cls.summary["dates"])

    @classmethod
    def brink(cls, *words, status=0):
        done = subprocess.run([BRINK, *map(str, words)], cwd=cls.top, capture_output=True, text=True, timeout=300)
        assert done.returncode == status, f"{words}: {done.returncode} {done.stdout}{done.stderr}"
        return done

    @classmethod
    def table(cls, name):
        return pd.read_csv(cls.folder / name, dtype={"cameo": str}, keep_default_na=False, na_values=[""],
                           float_precision="round_trip")

    def series(self, name, statistic="mean"):
        return self.summary["series"][name][statistic]

    def test_the_manifest_tells_all(self):
        there = {path.name for path in self.folder.iterdir()}
        self.assertEqual(there, {"manifest.json", *self.manifest["files"]})
        self.assertEqual((self.manifest["kept"], self.manifest["options"]["keep"]), (N, N))
        self.assertEqual(self.manifest["scenario"]["digest"], self.summary["scenario"]["digest"])
        for key in ["system", "processor", "processors", "memory_mb", "compiler"]:
            self.assertTrue(self.manifest["machine"][key], key)
        begun, ended = (datetime.datetime.fromisoformat(self.manifest[key][:-1]) for key in ["started", "finished"])
        self.assertLessEqual(begun, ended)
        self.assertLess(abs(datetime.datetime.utcnow() - begun), datetime.timedelta(hours=1))

    def test_the_scenario_runs_again_from_the_folder_alone(self):
        copy = self.top / "elsewhere"
        shutil.copytree(self.folder, copy)
        self.brink("check", "--strict", copy / "scenario.yaml")
        again = json.loads(self.brink("run", copy / "scenario.yaml", "-n", N, "--digests", "--json", "--quiet").stdout)
        for key in ["outcomes", "series", "actions", "digests", "dates", "headline"]:
            self.assertEqual(again[key], self.summary[key], key)

    def test_every_column_is_in_the_dictionary(self):
        package = json.loads((self.folder / "datapackage.json").read_text())
        resources = {resource["path"]: resource for resource in package["resources"]}
        self.assertEqual({"manifest.json", *resources}, {path.name for path in self.folder.iterdir()})
        judge = {"string": str, "integer": int, "number": float, "date": datetime.date.fromisoformat}
        n_tables = 0
        for path, resource in resources.items():
            self.assertTrue(resource["description"], path)
            if "schema" not in resource:
                continue
            n_tables += 1
            header, *rows = csv.reader((self.folder / path).read_text().splitlines())
            fields = resource["schema"]["fields"]
            self.assertEqual(header, [field["name"] for field in fields])
            for row in rows:
                self.assertEqual(len(row), len(header), path)
                for field, text in zip(fields, row):
                    if text:
                        judge[field["type"]](text)
            key = [header.index(name) for name in resource["schema"]["primaryKey"]]
            self.assertEqual(len({tuple(row[k] for k in key) for row in rows}), len(rows), path)
            self.assertTrue(all(field["description"] for field in fields))
        self.assertEqual(n_tables, 8)
        self.assertEqual(resources["events.csv"]["schema"]["foreignKeys"][0]["reference"]["resource"], "trajectories")

    def test_tables_are_the_summary(self):
        outcomes = self.table("outcomes.csv").set_index("outcome")
        self.assertEqual(outcomes.loc["war", "probability"], self.summary["outcomes"]["war"]["probability"])
        self.assertTrue(0.1 < outcomes.loc["war", "probability"] < 0.9)
        series = pd.read_csv(self.folder / "series.csv", parse_dates=["date"], float_precision="round_trip")
        threat = series[series.series == "threat[RED]"].set_index("date")
        self.assertEqual(list(threat.index), list(self.dates))
        self.assertEqual(list(threat["mean"]), self.series("threat[RED]"))
        first = self.table("first_steps.csv")
        for name, outcome in self.summary["outcomes"].items():
            if "first_step_counts" in outcome:
                rows = first[first.outcome == name]
                self.assertEqual(list(rows["count"]), outcome["first_step_counts"])
                self.assertEqual(rows["by_then"].iloc[-1], outcome["probability"])
        actions = self.table("actions.csv").set_index(["actor", "action"])
        self.assertEqual(actions.loc[("RED", "talk"), "cameo"], "040")
        self.assertEqual(actions.loc[("RED", "march"), "goldstein"], -7.2)
        self.assertEqual(actions.loc[("RED", "march"), "rate"], self.summary["actions"]["RED"]["march"]["rate"])
        rungs = self.table("rungs.csv").set_index(["actor", "rung", "step"])["share"].sort_index()
        for actor, by_rung in self.summary["rung"].items():
            for rung, shares in by_rung.items():
                self.assertEqual(list(rungs[actor, int(rung)]), shares)
        self.assertEqual(len(self.table("numbers.csv")), len(self.summary["numbers"]))

    def test_labels_dates_and_units(self):
        data = self.data
        self.assertEqual(data.attrs["Conventions"], "CF-1.8")
        self.assertEqual(data.attrs["scenario_digest"], self.summary["scenario"]["digest"])
        self.assertEqual(list(pd.DatetimeIndex(data.time.values)), list(self.dates))
        self.assertEqual(str(data.time.values[1])[:10], "2025-02-28")
        self.assertEqual(list(pd.DatetimeIndex(data.step.values)), list(self.dates[:-1]))
        self.assertEqual(list(data.actor.values), ["BLUE", "GREEN", "RED"])
        self.assertEqual(list(data.actor_name.values), ["BLUE", "Grünland", "Redland, the old"])
        self.assertEqual(data.trade.attrs["units"], "billion USD")
        self.assertEqual(data.threat_mean.attrs["cell_methods"], "trajectory: mean")
        self.assertIn("threat perceived", data.threat_mean.attrs["long_name"])
        self.assertEqual(data.state.dtype.kind + data.rung.dtype.kind + data.peak_rung.dtype.kind, "iii")
        self.assertLessEqual({"state", "actor_name"}, set(data.threat_mean.coords))
        for name, variable in data.variables.items():
            self.assertIn("long_name", variable.attrs, name)
        with netCDF4.Dataset(self.folder / "results.nc") as raw:
            self.assertEqual(raw.data_model, "NETCDF4")
            self.assertEqual(raw["time"].units, "days since 2025-01-31")
            self.assertEqual(raw["time"].calendar, "proleptic_gregorian")
            self.assertEqual(raw["trajectory"].standard_name, "realization")

    def test_statistics_are_the_summary(self):
        data = self.data
        found = 0
        for name, series in self.summary["series"].items():
            quantity, _, actors = name.partition("[")
            place = dict(zip(["actor", "target"], actors.rstrip("]").split(", "))) if actors else {}
            for statistic in ["mean", "sd"]:
                values = data[f"{quantity}_{statistic}"].sel(place).values
                np.testing.assert_array_equal(values, series[statistic], name)
            for key, share in [("q05", 0.05), ("q50", 0.5), ("q975", 0.975)]:
                if key in series:
                    np.testing.assert_array_equal(data[f"{quantity}_quantile"].sel(**place, quantile=share).values, series[key])
                    found += 1
        self.assertGreater(found, 10)
        np.testing.assert_array_equal(data.trade_mean.sel(actor="RED", target="BLUE"),
                                      data.trade_mean.sel(actor="BLUE", target="RED"))
        self.assertTrue(np.isnan(data.trade_mean.sel(actor="RED", target="RED")).all())
        for name, outcome in self.summary["outcomes"].items():
            if "count" in outcome:
                self.assertEqual(float(data.probability.sel(outcome=name)), outcome["probability"])
                self.assertEqual(list(data.first_step_count.sel(outcome=name)), outcome["first_step_counts"])
            else:
                self.assertEqual(float(data.measure_mean.sel(measure=name)), outcome["mean"])
                self.assertEqual(float(data.measure_quantile.sel(measure=name, quantile=0.95)), outcome["q95"])
        for actor, actions in self.summary["actions"].items():
            for action, of in actions.items():
                self.assertEqual(float(data.action_rate.sel(actor=actor, action=action)), of["rate"])
            for rung, shares in self.summary["rung"][actor].items():
                self.assertEqual(list(data.rung_share.sel(actor=actor, rung=int(rung))), shares)
            for rung, share in self.summary["peak_rung"][actor].items():
                self.assertEqual(float(data.peak_rung_share.sel(actor=actor, rung=int(rung))), share)
            for move in self.summary["transitions"][actor]:
                self.assertEqual(int(data.rung_transition_count.sel(actor=actor, rung=move["from"], to_rung=move["to"])),
                                 move["count"])

    def test_kept_trajectories_are_those_of_the_run(self):
        data = self.data
        self.assertEqual(list(data.trajectory.values), list(range(N)))
        for quantity in ["alarm", "threat", "hostility", "trade", "tension", "price"]:
            np.testing.assert_allclose(data[quantity].mean("trajectory"), data[f"{quantity}_mean"], rtol=1e-6, atol=1e-6)
        np.testing.assert_array_equal(data.trade.sel(actor="RED", target="BLUE"), data.trade.sel(actor="BLUE", target="RED"))
        for name, outcome in self.summary["outcomes"].items():
            if "count" in outcome:
                first = data.first_step.sel(outcome=name).values
                counts = [int((first == s).sum()) for s in range(self.summary["steps"] + 1)]
                self.assertEqual(counts, outcome["first_step_counts"])
        self.assertAlmostEqual(float(data.measure_value.sel(measure="last alarm").mean()),
                               self.summary["outcomes"]["last alarm"]["mean"], places=6)
        given = data.measure_value.sel(measure="alarm of wars")
        self.assertEqual(int(given.notnull().sum()), self.summary["outcomes"]["war"]["count"])
        for actor in data.actor.values:
            for rung in data.rung.values:
                self.assertAlmostEqual(float((data.peak_rung.sel(actor=actor) == rung).mean()),
                                       float(data.peak_rung_share.sel(actor=actor, rung=rung)))
                alive = data.chosen_rung.sel(actor=actor).notnull().sum("trajectory")
                share = (data.chosen_rung.sel(actor=actor) == rung).sum("trajectory") / alive
                np.testing.assert_allclose(share, data.rung_share.sel(actor=actor, rung=rung))
        printed = self.brink("replay", "world.yaml", "--trajectory", 7, "--digests", "--quiet").stdout
        hashes = dict(line.split() for line in printed[printed.index("\npart 0 "):].splitlines()[2:])
        self.assertEqual(list(data.trajectory_hash.values), [hashes[str(k)] for k in range(N)])

    def test_the_tables_of_kept_trajectories_are_the_cubes(self):
        data = self.data
        kept = self.table("trajectories.csv").set_index("trajectory")
        self.assertEqual(list(kept["hash"]), list(data.trajectory_hash.values))
        self.assertEqual(list(kept.steps_lived), list(data.steps_lived.values))
        for outcome in data.outcome.values:
            np.testing.assert_array_equal(kept[f"first_step.{outcome}"], data.first_step.sel(outcome=outcome))
            met = kept[f"first_step.{outcome}"].notna()
            dates = pd.to_datetime(kept[f"first_date.{outcome}"])
            self.assertEqual(list(dates.notna()), list(met))
            self.assertEqual(list(dates[met]), [self.dates[int(s)] for s in kept[f"first_step.{outcome}"][met]])
        for measure in data.measure.values:
            np.testing.assert_array_equal(kept[f"measure.{measure}"], data.measure_value.sel(measure=measure))
        for parameter in data.parameter.values:
            np.testing.assert_array_equal(kept[f"parameter.{parameter}"], data.parameter_value.sel(parameter=parameter))
        self.assertEqual(list(data.parameter.values), ["fear", "nerve"])
        for actor in data.actor.values:
            self.assertEqual(list(kept[f"peak_rung.{actor}"]), list(data.peak_rung.sel(actor=actor)))
        self.assertEqual(list(kept.peak_rung), list(data.peak_rung.max("actor")))

    def test_events_are_those_of_a_replay(self):
        events = self.table("events.csv")
        kept = self.table("trajectories.csv").set_index("trajectory")
        self.assertEqual(list(events.columns), ["trajectory", "step", "date", "source", "target", "track", "action", "cameo",
                                                "goldstein", "rung", "probability", "imposed_by"])
        self.assertEqual(list(pd.to_datetime(events.date)), [self.dates[s] for s in events.step])
        self.assertLessEqual(set(events.cameo.dropna()), {"040", "152", "190"})
        strikes = events[events.action == "strike"].groupby("trajectory").step.min() + 1
        war = kept["first_step.war"].dropna()
        self.assertEqual(dict(strikes), dict(war))
        imposed = events[events.imposed_by.notna()]
        self.assertEqual(set(imposed.imposed_by), {"clash[RED, BLUE]", "clash[BLUE, RED]", "holiday"})
        clash = imposed[imposed.imposed_by == "clash[RED, BLUE]"]
        self.assertEqual({(*row,) for row in clash[["source", "target", "action"]].values}, {("BLUE", "RED", "march")})
        self.assertEqual(set(imposed[imposed.action == "hold"].imposed_by), {"holiday"})
        self.assertTrue((events[events.action == "hold"].imposed_by.notna()).all())
        for trajectory in [0, 100, N - 1]:
            told = json.loads(self.brink("replay", "world.yaml", "--trajectory", trajectory, "--json").stdout)
            self.assertEqual(told["hash"], kept.loc[trajectory, "hash"])
            acts = [choice for choice in told["choices"] if choice["action"] != "hold" or choice["imposed"]]
            rows = events[events.trajectory == trajectory].fillna("")
            self.assertEqual(
                [(c["step"], c["actor"], c["target"] or "", c["track"], c["action"], c["probability"], c["imposed"]) for c in acts],
                [(r.step, r.source, r.target, r.track, r.action, r.probability, r.imposed_by != "") for r in rows.itertuples()])
            one = self.data.sel(trajectory=trajectory)
            np.testing.assert_array_equal(one.threat.sel(actor="RED"), told["states"]["threat[RED]"])
            np.testing.assert_array_equal(one.tension.sel(actor="RED", target="GREEN"), told["states"]["tension[RED, GREEN]"])

    def test_equal_runs_give_equal_bytes(self):
        self.brink("run", "world.yaml", "-n", N, "--keep", N, "--digests", "--quiet", "--out", "again", "--threads", 3,
                   "--block", 16, "--isa", "baseline")
        differ = {"manifest.json", "report.html", "summary.json"}  # they say how it was run
        for path in self.folder.iterdir():
            if path.name not in differ:
                self.assertEqual((self.top / "again" / path.name).read_bytes(), path.read_bytes(), path.name)
        self.brink("run", "world.yaml", "-n", N, "--keep", 70, "--quiet", "--out", "fewer")
        with xr.open_dataset(self.top / "fewer/results.nc") as fewer:
            xr.testing.assert_identical(fewer, self.data.isel(trajectory=slice(0, 70)))

    def test_without_keep_there_are_statistics_alone(self):
        self.brink("run", "world.yaml", "-n", N, "--quiet", "--out", "plain")
        self.assertFalse((self.top / "plain/events.csv").exists())
        with xr.open_dataset(self.top / "plain/results.nc") as plain:
            self.assertNotIn("trajectory", plain.dims)
            for name in plain.variables:
                np.testing.assert_array_equal(plain[name], self.data[name])

    def test_what_cannot_be_kept_is_refused_before_the_run(self):
        done = self.brink("run", "world.yaml", "-n", 100, "--keep", 101, "--out", "none", status=2)
        self.assertIn("--keep 101: the run has 100 trajectories", done.stderr)
        done = self.brink("run", "world.yaml", "-n", "4e9", "--keep", "4e9", "--out", "none", status=2)
        self.assertIn("a folder may keep", done.stderr)
        self.assertFalse((self.top / "none").exists())

    def test_an_interrupt_leaves_a_prefix_of_what_is_kept(self):
        started = subprocess.Popen([BRINK, "run", "world.yaml", "-n", "8000", "--keep", "8000", "--quiet", "--out", "cut"],
                                   cwd=self.top)
        while started.poll() is None and not list(self.top.glob(".unfinished-*/events.csv")):
            time.sleep(0.01)
        started.send_signal(signal.SIGINT)
        self.assertEqual(started.wait(timeout=120), 130)
        kept = json.loads((self.top / "cut/manifest.json").read_text())["kept"]
        self.assertTrue(0 < kept < 8000, kept)
        with xr.open_dataset(self.top / "cut/results.nc") as cut:
            self.assertEqual(list(cut.trajectory.values), list(range(kept)))
            n = min(kept, N)
            np.testing.assert_array_equal(cut.threat[:n], self.data.threat[:n])
        self.assertEqual(len((self.top / "cut/trajectories.csv").read_text().splitlines()), kept + 1)

    def test_names_that_are_taken_are_told_apart(self):
        (self.top / "taken.yaml").write_text(
            "brink: 1\nclock: {start: 2025-01-06, step: 1 day, steps: 3}\nactors: {RED: {}}\n"
            "variables: {world: {state: {initial: 1}, heat: {initial: 2}, heat_mean: {initial: 3}}}\n")
        self.brink("run", "taken.yaml", "-n", 64, "--keep", 2, "--quiet", "--out", "taken")
        with xr.open_dataset(self.top / "taken/results.nc") as data:
            self.assertEqual(list(data.state.values), [0, 1, 2, 3])
            self.assertEqual(float(data.state_[0, 0]), 1)
            self.assertEqual((float(data.heat_mean[0]), float(data.heat_mean_[0, 0])), (2, 3))


if __name__ == "__main__":
    BRINK = sys.argv[1]
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[2:]])
