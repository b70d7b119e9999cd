"""Triggers and responses, read off the acts of a run as the International Crisis Behavior data would have them.

A trigger is an act of a rival against a state, of a class (`record/acts.csv`) that this rival had not reached against it
in the eight weeks before. Of two states only those are rivals here between whom the model lets fire be opened. A violent
act against a third state that is a friend is an indirect one: also the entry of troops into a war against a friend. The
response is the gravest thing that the state then does to that rival within four weeks: its leadership decides anew with
0.7 a week, so it has decided by then with 0.99, and what comes later has other causes too. What it did in the four
weeks before, read the same way, is what it would have done anyhow.
"""
import bisect
import collections

import acts as kept
import disputes

TRIGGERS = ["verbal", "political", "economic", "military", "indirect", "violent"]
RESPONSES = ["none", "verbal", "political", "economic", "other", "military", "violent"]
QUIET = 8
WINDOW = 4
RIVALRY = 0.45      # above it the model lets two states open fire
FRIEND = 0.45       # alignment from which a third state is a friend: that of Seoul and Kyiv
ENTRY = "deploy_combat"


def triggers_of(act, world):
    """Whom an act could bring into a crisis: (state, class of the trigger)."""
    if act.action == ENTRY:
        victims = [v for v in world.states if world.at_war(act.target, v)]
        return [(friend, "indirect") for v in victims for friend in _friends(v, act.source, world)]
    trigger = kept.called()[act.action]["trigger"]
    found = [(act.target, trigger)] if trigger and act.target in world.states else []
    if trigger == "violent":
        found += [(friend, "indirect") for friend in _friends(act.target, act.source, world)]
    return [(state, kind) for state, kind in found if world.of("rivalry", state, act.source) > RIVALRY]


def _friends(victim, source, world):
    return [k for k in sorted(world.states) if k not in (victim, source) and world.of("alignment", k, victim) >= FRIEND
            and world.of("rivalry", k, source) > RIVALRY and not world.at_war(k, source)]


def crises(acts, weeks, world):
    """Of one trajectory: (trigger, response, what was done before, whether the source went on to another military act)."""
    triggers, answers, pressure = (collections.defaultdict(list) for _ in range(3))
    for act in acts:
        for state, kind in triggers_of(act, world):
            if not world.at_war(state, act.source):
                triggers[act.source, state].append((act.week, TRIGGERS.index(kind)))
        response = kept.called()[act.action]["response"]
        if response:
            answers[act.source, act.target].append((act.week, RESPONSES.index(response)))
        if kept.level_of(act.action) >= disputes.DISPLAY:
            pressure[act.source, act.target].append(act.week)
    found = []
    for (source, state), some in sorted(triggers.items()):
        for week, grade in _first(some):
            if QUIET <= week < weeks - WINDOW:
                after = _gravest(answers[state, source], week + 1, week + WINDOW)
                before = _gravest(answers[state, source], week - WINDOW, week - 1)
                went_on = any(week < later <= week + WINDOW for later in pressure[source, state])
                found.append((TRIGGERS[grade], after, before, went_on))
    return found


def _first(triggers):
    """The acts that no act as grave came before in the quiet time; of one week the gravest alone."""
    weeks = {}
    for week, grade in triggers:
        weeks[week] = max(weeks.get(week, 0), grade)
    order = sorted(weeks.items())
    return [(week, grade) for k, (week, grade) in enumerate(order)
            if not any(week - earlier <= QUIET and past >= grade for earlier, past in order[:k])]


def _gravest(answers, first, last):
    """The gravest class among acts of the weeks `first` to `last`; answers are in order of weeks."""
    begin = bisect.bisect_left(answers, (first, 0))
    grades = [grade for week, grade in answers[begin:] if week <= last]
    return RESPONSES[max(grades, default=0)]


def recorded():
    """trigger -> counts by response in the record, acts of several kinds by the gravest among them."""
    found = {}
    for row in kept.rows("responses.csv"):
        counts = {name: int(row[name]) for name in RESPONSES}
        counts["military"] += int(row["multiple_military"])
        counts["violent"] += int(row["multiple_violent"])
        found[row["trigger"]] = [counts[name] for name in RESPONSES]
    return found
