"""Writes the tables of docs/korea-2024.md that say what comes out of the reference world, and what was implied.

    python3 tests/world/levels.py build/release/brink [-n 5000] [--page docs/korea-2024.md]

The baseline's chances with their 95 % intervals and the date of the median case, and what the account of October 2024
implies (T1 to T11) beside what came out; T4 also runs the scenario without troops.
"""
import argparse
import json
import pathlib
import tempfile

import acts
import questions
import record

CHANCES = {
    "north_korean_combat": "more than a hundred North Korean troops in combat",
    "combat_by_february": "the same by 1 February 2025",
    "south_korea_gives_lethal_aid": "Seoul has a policy of lethal aid",
    "south_korea_sends_air_defence": "Seoul sends air defence",
    "deep_strikes_allowed": "strikes deep in Russia allowed",
    "clash_on_the_peninsula": "shots between the two Koreas",
    "council_blocked": "a veto stops a draft of sanctions",
    "council_adopts": "the Council adopts one",
    "ceasefire": "the war in Ukraine stops",
    "troops_withdrawn": "the troops go home",
    "china_arms_russia": "China arms Russia",
    "new_war": "a war elsewhere",
    "nuclear_signalling": "nuclear signalling",
    "tail": "either of these two",
}


def summary(brink, file, count):
    with tempfile.TemporaryDirectory() as parent:
        folder = acts.run_into(pathlib.Path(parent) / "out", brink, file, count, keep=False)
        return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def chance(outcome, digits=3):
    low, high = outcome["ci95"]
    return f"{outcome['probability']:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def middle_date(outcome, dates):
    """The first day of the state in which the median case is first seen."""
    return dates[int(outcome["first_step"]["q50"])] if outcome["count"] else ""


def levels_table(outcomes, dates):
    rows = [f"| {words} | {chance(outcomes[name])} | {middle_date(outcomes[name], dates)} |"
            for name, words in CHANCES.items()]
    return ["| | chance, 95 % interval | median date, where it happens |", "|---|---|---|", *rows]


def spread(outcome, digits=3, middle="mean"):
    """Mean or median, and 5 and 95 per cent."""
    return f"{outcome[middle]:,.{digits}f} ({outcome['q05']:,.{digits}f} to {outcome['q95']:,.{digits}f})"


def implied_table(outcomes, without_troops, dates):
    february, combat = outcomes["combat_by_february"], outcomes["north_korean_combat"]["first_step"]
    aid = "south_korea_gives_lethal_aid"
    rows = [
        ("T1", "the flow of containers goes on", f"{spread(outcomes['containers'], 0)} at the end"),
        ("T2", "training passes to combat in a window around November 2024",
         f"{chance(february)} by February; state {combat['q05']:.0f} to {combat['q95']:.0f} (5 and 95 per cent), the median"
         f" on {middle_date(outcomes['north_korean_combat'], dates)}"),
        ("T3", "the Council adopts nothing, below 0.02", chance(outcomes["council_adopts"], 4)),
        ("T4", "lethal aid likelier once combat is believed, near 0 without",
         f"{chance(outcomes[aid])}; without troops {chance(without_troops[aid])}"),
        ("T5", "without China's energy Russia is less resilient", "see the table below"),
        ("T6", "without North Korean arms stocks and the ratio of fire fall", "see the table below"),
        ("T7", "evidence outweighs denial; belief above 0.95 nearly everywhere",
         f"Seoul's, in {chance(outcomes['belief_above_95'])} of the trajectories"),
        ("T8", "the troops' effect is a pulse",
         f"median {spread(outcomes['help_that_lasts'], 2, 'q50')} of the peak is left at the end"),
        ("T9", "alignment rises within the bloc", f"{spread(outcomes['bloc_cohesion_end'])}, 0.542 at the start"),
        ("T10", "technology and experience end higher",
         f"missiles {spread(outcomes['north_korean_missiles'])}, 0.45 at the start; experience"
         f" {spread(outcomes['north_korean_experience'])}, 0.1 at the start"),
        ("T11", "Tokyo's and Seoul's threat rise with North Korean technology", "see full technology in the table below"),
    ]
    return ["| | implied | came out |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink")
    parser.add_argument("-n", type=int, default=5000)
    parser.add_argument("--page", type=pathlib.Path, default=questions.PAGE)
    asked = parser.parse_args()
    baseline = summary(asked.brink, record.BASELINE, asked.n)
    outcomes, dates = baseline["outcomes"], baseline["dates"]
    without_troops = summary(asked.brink, record.BASELINE.parent / "no-troops.yaml", asked.n)["outcomes"]
    found = {"levels": levels_table(outcomes, dates), "implied": implied_table(outcomes, without_troops, dates)}
    asked.page.write_text(record.filled(asked.page.read_text(encoding="utf-8"), found, whole=False), encoding="utf-8")
    for name in ("front_end", "help_at_its_peak", "help_at_the_end", "fire_ratio_end", "russian_dependence"):
        print(name, spread(outcomes[name]))


if __name__ == "__main__":
    main()
