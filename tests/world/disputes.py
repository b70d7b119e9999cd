"""Militarized disputes, read off the acts of a run as the Militarized Interstate Disputes data would have them.

A dispute of two actors that were not at war at the start runs from a display, force or war between them to the last
such act that no half year without another follows. Of trajectories that end, only that counts which half a year more
could not have changed: a dispute is new if the half year before it was seen, a week's next level is known if the half
year after it was seen.
"""
import collections
import dataclasses

import acts as kept

QUIET = 26          # weeks without an act that end a dispute
ANSWERED = 4        # weeks in which a display is noticed, if it is
THREAT, DISPLAY, FORCE, WAR = 1, 2, 3, 4
END = 5
NOTICED = {"summon_protest", "warn_red_line"}


@dataclasses.dataclass
class Dispute:
    pair: tuple
    begin: int
    last: int
    acts: list      # acts of level threat or higher between the two, in order of weeks

    def highest(self):
        return max(kept.level_of(act.action) for act in self.acts)

    def levels(self):
        """The highest level of each week from the first to the last; between the acts of a war there is war."""
        weeks = [0] * (self.last - self.begin + 1)
        for act in self.acts:
            weeks[act.week - self.begin] = max(weeks[act.week - self.begin], kept.level_of(act.action))
        if WAR in weeks:
            first, last = weeks.index(WAR), len(weeks) - 1 - weeks[::-1].index(WAR)
            weeks[first:last + 1] = [WAR] * (last + 1 - first)
        return weeks

    def reciprocated(self, least=DISPLAY):
        """Whether both sides came to `least`."""
        return {act.source for act in self.acts if kept.level_of(act.action) >= least} == set(self.pair)


def hostile_acts(acts, world):
    """pair -> its acts of level threat or higher. What follows an ally's entry belongs to the war that was entered."""
    found, entered = collections.defaultdict(list), set()
    for act in acts:
        level = kept.level_of(act.action)
        pair = tuple(sorted((act.source, act.target)))
        if act.action == "honour_treaty":
            entered.add(pair)
        if level and not world.at_war(*pair) and not (pair in entered and level == WAR):
            found[pair].append(act)
    return found


def noticed(acts):
    """The acts without exercises and tests that the other side let pass: no protest, warning or display within weeks."""
    by_actor = collections.defaultdict(list)
    for act in acts:
        if act.action in NOTICED or kept.level_of(act.action) >= DISPLAY:
            by_actor[act.source, act.target].append(act.week)

    def passed_over(act):
        return act.action in ("exercise", "missile_test") and not any(
            act.week < week <= act.week + ANSWERED for week in by_actor[act.target, act.source])
    return [act for act in acts if not passed_over(act)]


def disputes_of(acts, world):
    """The disputes of one trajectory, in order of pairs and weeks."""
    found = []
    for pair, hostile in sorted(hostile_acts(acts, world).items()):
        weeks = sorted({act.week for act in hostile if kept.level_of(act.action) >= DISPLAY})
        spans = []
        for week in weeks:
            if spans and week - spans[-1][1] <= QUIET:
                spans[-1][1] = week
            else:
                spans.append([week, week])
        found += [Dispute(pair, a, b, [act for act in hostile if a <= act.week <= b]) for a, b in spans]
    return found


def onsets(disputes, pair, after=QUIET):
    """How many disputes of a pair begin once a half year is known."""
    return sum(one.pair == pair and one.begin >= after for one in disputes)


def complete(disputes, weeks):
    """Those that were followed for half a year at least."""
    return [one for one in disputes if one.begin < weeks - QUIET]


def transitions(disputes, weeks):
    """Counts from the level of a week (row) to that of the next (column), the last column for the end of the dispute."""
    counts = [[0] * (END + 1) for _ in kept.LEVELS]
    for one in disputes:
        levels = one.levels()
        for week, (now, after) in enumerate(zip(levels, levels[1:] + [END]), one.begin):
            if week < weeks - QUIET:
                counts[now][after] += 1
    return counts


def joiners(dispute, disputes, acts, world, least=DISPLAY):
    """States that entered a dispute: friends of a party that had no quarrel with the other in the half year before, and
    then came to `least` against it, or entered its war."""
    found = set()
    for act in acts:
        for friend, enemy in (dispute.pair, dispute.pair[::-1]):
            if act.target != enemy or act.source in dispute.pair or act.source not in world.states:
                continue
            bound = world.of("treaty", act.source, friend) > 0.5 or world.of("alignment", act.source, friend) >= 0.6
            if not bound or world.at_war(act.source, enemy) or not dispute.begin < act.week <= dispute.last + ANSWERED:
                continue
            pair = tuple(sorted((act.source, enemy)))
            quarrel = any(one.pair == pair and one.begin <= dispute.begin <= one.last + QUIET for one in disputes)
            if act.action == "honour_treaty" or (kept.level_of(act.action) >= least and not quarrel):
                found.add(act.source)
    return found
