"""The comparison with the record as tables in Markdown, one function a table; each gives its lines."""
import collections

import acts as kept
import counting
import crises
import disputes

YEAR = 365.25 / 7
VERDICTS = {1: "higher", -1: "lower", 0: "not told apart"}


class Reading:
    """A run read as disputes, with every display and with those alone that were noticed, and as crises."""

    def __init__(self, run):
        self.run = run
        self.acts = {"every": run.acts, "noticed": [disputes.noticed(acts) for acts in run.acts]}
        self.disputes = {how: [disputes.disputes_of(acts, run.world) for acts in some] for how, some in self.acts.items()}
        self.complete = {how: [disputes.complete(one, run.weeks) for one in some] for how, some in self.disputes.items()}
        self.crises = [crises.crises(acts, run.weeks, run.world) for acts in run.acts]
        self.armed = {how: [[act for act in acts if kept.level_of(act.action) >= disputes.DISPLAY] for acts in some]
                      for how, some in self.acts.items()}

    def onset(self, how, pair):
        """Disputes of a pair a year, as an estimate."""
        years = (self.run.weeks - disputes.QUIET) / YEAR
        return counting.clustered_rate([disputes.onsets(one, pair) for one in self.disputes[how]], years)

    def share(self, how, counts, among=lambda one: True):
        """The share of the disputes `among` which `counts` holds, as an estimate."""
        some = [[one for one in few if among(one)] for few in self.complete[how]]
        return counting.clustered_share([sum(map(counts, few)) for few in some], [len(few) for few in some])

    def joined(self, how, least, among=lambda one: True):
        """The share of disputes that a third state joined by `least` or higher."""
        counts, trials = [], []
        for few, every, acts in zip(self.complete[how], self.disputes[how], self.armed[how]):
            some = [one for one in few if among(one)]
            counts.append(sum(bool(disputes.joiners(one, every, acts, self.run.world, least)) for one in some))
            trials.append(len(some))
        return counting.clustered_share(counts, trials)

    def transitions(self, how):
        """One matrix of counts a trajectory."""
        return [disputes.transitions(one, self.run.weeks) for one in self.disputes[how]]


def told(estimate, digits=2):
    """A number with its interval, as text."""
    if not estimate.of:
        return "none"
    return f"{estimate.value:.{digits}f} [{estimate.low:.{digits}f}, {estimate.high:.{digits}f}]"


def compared(model, record):
    """1, -1 or 0: whether the difference of two estimates has an interval above 0, below it or around it (MOVER)."""
    if not model.of or not record.of:
        return 0
    by = model.value - record.value
    low = by - ((model.value - model.low) ** 2 + (record.high - record.value) ** 2) ** 0.5
    high = by + ((model.high - model.value) ** 2 + (record.value - record.low) ** 2) ** 0.5
    return 1 if low > 0 else -1 if high < 0 else 0


def verdict(model, record, times=None):
    """The comparison in words, by the ratio where there is one."""
    by_ratio = times and (1 if times.low > 1 else -1 if times.high < 1 else 0)
    return VERDICTS[compared(model, record) if times is None else by_ratio]


def recorded_pairs():
    """pair -> (disputes a year, share with force or war) in the record."""
    found = {}
    for row in kept.rows("pairs.csv"):
        years = int(row["to_year"]) - int(row["from_year"]) + 1
        count, force = int(row["disputes"]), int(row["highest_force"]) + int(row["highest_war"])
        found[row["first"], row["second"]] = counting.poisson_rate(count, years), counting.wilson(force, count)
    return found


def recorded_shares():
    """name -> a share of the disputes in the record."""
    return {row["share"]: counting.wilson(int(row["count"]), int(row["of"])) for row in kept.rows("shares.csv")}


def onsets(reading):
    """Disputes a year of named pairs."""
    record = recorded_pairs()
    seen = {one.pair for some in reading.disputes["every"] for one in some}
    rows = ["| pair | record, 1990-2014 | every display | times the record | | noticed displays | times the record | |",
            "|---|---|---|---|---|---|---|---|"]
    pairs = [pair for pair in record if not reading.run.world.at_war(*pair)]
    pairs += sorted(pair for pair in seen - set(record) if reading.onset("every", pair).value >= 0.1)
    for pair in pairs:
        if not set(pair) <= {key[1] for key in reading.run.world.numbers}:
            continue
        beside = record.get(pair, (None,))[0]
        cells = [f"{told(beside)}, {beside.count:.0f} in {beside.of:.0f} years" if beside else "not in the table"]
        for how in ("every", "noticed"):
            model = reading.onset(how, pair)
            times = counting.ratio(model, beside) if beside else None
            cells += [told(model), told(times, 1) if times else "", verdict(model, beside, times) if beside else ""]
        rows.append(f"| {pair[0]}-{pair[1]} | {' | '.join(cells)} |")
    return rows


def force_of_pairs(reading):
    """Of the disputes of named pairs, the share that reaches force."""
    rows = ["| pair | record, 1990-2014 | every display | | noticed displays | |", "|---|---|---|---|---|---|"]
    for pair, (_, beside) in recorded_pairs().items():
        if reading.run.world.at_war(*pair) or not set(pair) <= {key[1] for key in reading.run.world.numbers}:
            continue
        cells = [f"{told(beside)}, {beside.count:.0f} of {beside.of:.0f}"]
        for how in ("every", "noticed"):
            model = reading.share(how, lambda one: one.highest() >= disputes.FORCE, lambda one: one.pair == pair)
            cells += [f"{told(model)}, n {model.of:.0f}", verdict(model, beside)]
        rows.append(f"| {pair[0]}-{pair[1]} | {' | '.join(cells)} |")
    return rows


def escalation(reading):
    """How far disputes go, whether they are answered, and who joins them."""
    record = recorded_shares()
    force, war = (lambda one: one.highest() >= disputes.FORCE), (lambda one: one.highest() >= disputes.WAR)
    only = lambda level: lambda one: one.highest() == level  # noqa: E731
    measures = [
        ("reach force or war", "force", lambda how: reading.share(how, force)),
        ("reach war", "war", lambda how: reading.share(how, war)),
        ("of those with force, reach war", "war_from_force", lambda how: reading.share(how, war, force)),
        ("both sides come to a display or more", "reciprocated", lambda how: reading.share(how, lambda one: one.reciprocated())),
        ("a third state joins, by a display or more", "joined", lambda how: reading.joined(how, disputes.DISPLAY)),
        ("a third state joins, by force", "joined", lambda how: reading.joined(how, disputes.FORCE)),
        ("joined, where displays are the highest", "joined_display",
         lambda how: reading.joined(how, disputes.DISPLAY, only(disputes.DISPLAY))),
        ("joined, where force is the highest", "joined_force",
         lambda how: reading.joined(how, disputes.DISPLAY, only(disputes.FORCE))),
        ("joined, where there is war (record 1946-2014)", "joined_war_1946",
         lambda how: reading.joined(how, disputes.DISPLAY, war)),
    ]
    rows = ["| share of the disputes that | record, 1990-2014 | every display | | noticed displays | |", "|---|---|---|---|---|---|"]
    for name, key, of in measures:
        cells = [f"{told(record[key], 3)}, {record[key].count:.0f} of {record[key].of:.0f}"]
        for how in ("every", "noticed"):
            model = of(how)
            cells += [f"{told(model, 3)}, n {model.of:.0f}", verdict(model, record[key])]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return rows


def recorded_transitions():
    """Counts from level (row) to level, and to the end."""
    return [[int(row[name]) for name in kept.LEVELS + ["end"]] for row in kept.rows("transitions.csv")]


def transition_shares(matrices, level):
    """The estimates of one row of the model's matrix."""
    sizes = [sum(matrix[level]) for matrix in matrices]
    return [counting.clustered_share([matrix[level][k] for matrix in matrices], sizes) for k in range(disputes.END + 1)]


def transitions(reading):
    """The weekly matrices side by side, and how far apart their rows are."""
    matrices, record = reading.transitions("every"), recorded_transitions()
    rows = [f"| from | | {' | '.join(kept.LEVELS + ['end'])} | weeks |", "|---" * (len(kept.LEVELS) + 4) + "|"]
    tests = ["| from | weeks of the model | of the record | chi-square | degrees of freedom | p | total variation |",
             "|---|---|---|---|---|---|---|"]
    for level, name in enumerate(kept.LEVELS):
        model = transition_shares(matrices, level)
        sums = [round(one.count) for one in model]
        beside = [counting.wilson(count, sum(record[level])) for count in record[level]]
        rows.append(f"| {name} | record | {' | '.join(told(one) for one in beside)} | {sum(record[level])} |")
        rows.append(f"| | model | {' | '.join(told(one) for one in model)} | {sum(sums)} |")
        if sum(sums):
            statistic, freedom, chance = counting.same_shares(sums, record[level])
            apart = counting.total_variation(sums, record[level])
            tests.append(f"| {name} | {sum(sums)} | {sum(record[level])} | {statistic:.0f} | {freedom} | {small(chance)} |"
                         f" {apart:.2f} |")
    return rows + [""] + tests


def small(chance):
    """A p-value as text."""
    return "below 1e-15" if chance < 1e-15 else f"{chance:.1e}" if chance < 0.001 else f"{chance:.3f}"


def response_counts(reading, trigger, place, pressed=False):
    """trajectory by trajectory: how often each response followed (place 1) or came before (place 2) a trigger; with
    `pressed` of those triggers alone after which the source went on to another military act."""
    counts = []
    for few in reading.crises:
        found = collections.Counter(one[place] for one in few if one[0] == trigger and (one[3] or not pressed))
        counts.append([found[name] for name in crises.RESPONSES])
    return counts


def answered(counts):
    """The share of triggers with any response."""
    return counting.clustered_share([sum(row[1:]) for row in counts], [sum(row) for row in counts])


def response_shares(counts):
    """Of the responses, the share of each class."""
    sizes = [sum(row[1:]) for row in counts]
    return [counting.clustered_share([row[k] for row in counts], sizes) for k in range(1, len(crises.RESPONSES))]


def responses(reading):
    """Class of response by class of trigger."""
    record = crises.recorded()
    rows = [f"| trigger | | answered | weeks before | {' | '.join(crises.RESPONSES[1:])} | responses | total variation |",
            "|---" * (len(crises.RESPONSES) + 5) + "|"]
    for trigger in crises.TRIGGERS:
        some = record[trigger][1:]
        beside = [told(counting.wilson(count, sum(some))) for count in some]
        rows.append(f"| {trigger} | record | {told(counting.wilson(sum(some), sum(record[trigger])))} | |"
                    f" {' | '.join(beside)} | {sum(some)} | |")
        for name, pressed in (("model", False), ("model, pressed", True)):
            after, before = (response_counts(reading, trigger, place, pressed) for place in (1, 2))
            model = response_shares(after)
            sums = [round(one.count) for one in model]
            if pressed and sum(sums) < 20:
                continue
            apart = f"{counting.total_variation(sums, some):.2f}" if sum(sums) else ""
            rows.append(f"| | {name} | {told(answered(after))} | {told(answered(before))} |"
                        f" {' | '.join(map(told, model))} | {sum(sums)} | {apart} |")
    return rows


def grave(reading):
    """What would be silly: force, war and nuclear signals, as shares of the trajectories."""
    found = collections.Counter()
    for acts in reading.run.acts:
        found.update({(act.action, act.source, act.target) for act in acts if act.action == "nuclear_signal"
                      or act.action == "deploy_combat" or (kept.level_of(act.action) >= disputes.FORCE
                      and not reading.run.world.at_war(act.source, act.target)
                      and act.action not in ("offensive", "strike_infrastructure"))})
    rows = ["| act | by | at | share of the trajectories |", "|---|---|---|---|"]
    for (action, source, target), count in sorted(found.items()):
        rows.append(f"| {action} | {source} | {target} | {told(counting.wilson(count, len(reading.run.acts)), 3)} |")
    return rows
