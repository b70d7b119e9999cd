"""What comes after what in the trajectories of the reference world: the counts that docs/korea-2024.md names.

    python3 tests/world/sequences.py build/release/brink [-n 1000]

Each as `count of all, share [95 % interval]`; the interval of a share of weeks lets trajectories vary as wholes.
"""
import argparse
import collections

import acts
import counting
import record
import tables

ANSWERED_WITHIN = 4  # weeks
LONG = 12            # weeks without a pause


def weeks_of(trajectory, action, source, target):
    return [act.week for act in trajectory if (act.action, act.source, act.target) == (action, source, target)]


def order_of_aid(trajectory):
    """Whether Seoul sends air defence before shells, after them or never; None without shells."""
    shells = weeks_of(trajectory, "arms_transfer_lethal", "KOR", "UKR")
    defence = weeks_of(trajectory, "defensive_aid", "KOR", "UKR")
    if not shells:
        return None
    return "never" if not defence else "before" if min(defence) <= min(shells) else "after"


def answers_to_fire(trajectory):
    """A flag for each week of North Korean fire on Japan: a display or more of Tokyo or Washington soon after."""
    answers = [act.week for act in trajectory if act.source in ("JPN", "USA") and act.target == "PRK"
               and acts.LEVELS[acts.level_of(act.action)] in ("display", "force", "war")]
    return [any(0 < answer - week <= ANSWERED_WITHIN for answer in answers)
            for week in weeks_of(trajectory, "limited_clash", "PRK", "JPN")]


def longest_series(trajectory):
    """The most weeks in a row in which one state does one act of display or force."""
    weeks = collections.defaultdict(set)
    for act in trajectory:
        if acts.LEVELS[acts.level_of(act.action)] in ("display", "force"):
            weeks[act.source, act.action].add(act.week)
    longest = 0
    for some in weeks.values():
        for week in some:
            if week - 1 not in some:
                end = week
                while end in some:
                    end += 1
                longest = max(longest, end - week)
    return longest


def pairs_of(trajectory, action):
    return {(act.source, act.target) for act in trajectory if act.action == action}


def exchanges_of_fire(trajectory, one="PRK", other="KOR"):
    """Who fires first, and the weeks from the first to the last shot; four weeks without a shot end an exchange."""
    shots = sorted((act.week, act.source) for act in trajectory
                   if act.action == "limited_clash" and {act.source, act.target} == {one, other})
    found, last = [], -ANSWERED_WITHIN - 1
    for week, source in shots:
        if week - last <= ANSWERED_WITHIN:
            found[-1][1] += week - last
        else:
            found.append([source, 1])
        last = week
    return found


def said(what, share):
    print(f"{what}: {share.count:.0f} of {share.of:.0f}, {tables.told(share, 3)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("brink")
    parser.add_argument("-n", type=int, default=1000)
    asked = parser.parse_args()
    trajectories = acts.kept_run(asked.brink, record.BASELINE, asked.n).acts

    orders = collections.Counter(filter(None, map(order_of_aid, trajectories)))
    for order in ("before", "after", "never"):
        said(f"trajectories with shells from Seoul, air defence {order}",
             counting.wilson(orders[order], sum(orders.values())))
    answers = list(map(answers_to_fire, trajectories))
    said(f"weeks of fire on Japan, a display or more within {ANSWERED_WITHIN} weeks",
         counting.clustered_share(list(map(sum, answers)), list(map(len, answers))))
    said(f"trajectories with {LONG} weeks of one act of display or force in a row",
         counting.wilson(sum(longest_series(one) >= LONG for one in trajectories), asked.n))
    exchanges = [exchange for one in trajectories for exchange in exchanges_of_fire(one)]
    said("exchanges of fire between the Koreas that are over within two weeks",
         counting.wilson(sum(weeks <= 2 for _, weeks in exchanges), len(exchanges)))
    said("exchanges in which the North fires first", counting.wilson(sum(first == "PRK" for first, _ in exchanges), len(exchanges)))
    print(f"the longest exchange: {max(weeks for _, weeks in exchanges)} weeks")
    for action, words in (("limited_clash", "fires at"), ("seize", "seizes or warns by shots from"),
                          ("nuclear_signal", "signals with nuclear weapons to"), ("go_to_war", "opens a war on"),
                          ("honour_treaty", "enters a war against")):
        pairs = collections.Counter(pair for one in trajectories for pair in pairs_of(one, action))
        for (source, target), count in pairs.most_common():
            said(f"trajectories in which {source} {words} {target}", counting.wilson(count, asked.n))


if __name__ == "__main__":
    main()
