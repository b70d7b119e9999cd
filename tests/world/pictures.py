"""The comparison with the record as pictures: SVG with the same bytes from the same numbers.

Needs matplotlib (on Debian python3-matplotlib); nothing else here does. Colours are told apart by the colour-blind
(Okabe and Ito), and marks by their shape as well.
"""
import logging
import re

import matplotlib

matplotlib.use("svg")
import matplotlib.dates  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402

import acts as kept  # noqa: E402
import counting  # noqa: E402
import crises  # noqa: E402
import disputes  # noqa: E402
import hindcast  # noqa: E402
import tables  # noqa: E402

RECORD, MODEL, NOTICED = "#000000", "#0072B2", "#D55E00"
INK, GRID = "#333333", "#dddddd"
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
plt.rcParams.update({
    "svg.hashsalt": "brink", "svg.fonttype": "none", "font.family": "DejaVu Sans", "font.size": 10, "text.color": INK,
    "axes.edgecolor": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False,
    "axes.spines.right": False, "axes.axisbelow": True, "figure.facecolor": "white", "savefig.facecolor": "white",
})


def saved(figure, file):
    """Text stays text, in the next best letters where the first are not there."""
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    text = file.read_text(encoding="utf-8").replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    file.write_text(re.sub(r"[ \t]+\n", "\n", text), encoding="utf-8")


def mark(axis, estimate, y, colour, shape, name=""):
    """A point with its interval, and its name beside it."""
    axis.plot([estimate.low, estimate.high], [y, y], color=colour, linewidth=1.6, solid_capstyle="butt")
    axis.plot([estimate.value], [y], shape, color=colour, markersize=6, markeredgecolor="white", markeredgewidth=0.6,
              clip_on=False, zorder=3)
    axis.text(estimate.high + 0.03 * axis.get_xlim()[1], y, name, color=colour, va="center", fontsize=9)


def ruled(axis):
    axis.grid(axis="x", color=GRID, linewidth=0.8)
    axis.tick_params(length=0)


def onsets(reading, file):
    """Disputes a year of named pairs: the record, every display, noticed displays."""
    record = [(pair, rate) for pair, (rate, _) in tables.recorded_pairs().items() if not reading.run.world.at_war(*pair)]
    record.sort(key=lambda one: one[1].value)
    figure, axis = plt.subplots(figsize=(8, 6.4), layout="constrained")
    axis.set_xlim(0, 1.3)
    for y, (pair, rate) in enumerate(record):
        marks = [("record, 1990-2014", rate, RECORD, "o"), ("model, every display", reading.onset("every", pair), MODEL, "s"),
                 ("model, noticed displays", reading.onset("noticed", pair), NOTICED, "D")]
        for (name, estimate, colour, shape), shift in zip(marks, (0.28, 0, -0.28)):
            mark(axis, estimate, y + shift, colour, shape, name if y == len(record) - 1 else "")
    axis.set_yticks(range(len(record)), [f"{a} and {b}" for (a, b), _ in record])
    axis.set_xlabel("disputes a year, with 95 % intervals")
    ruled(axis)
    saved(figure, file)


def side_by_side(axis, model, sums, named):
    """A row of shares of the model below one of the record, from the top down; the row `named` says which is which."""
    for k, share in enumerate(model):
        mark(axis, counting.wilson(sums[k], sum(sums)), -k + 0.17, RECORD, "o", "record" if k == named else "")
        if share.of:
            mark(axis, share, -k - 0.17, MODEL, "s", "model" if k == named else "")


def transitions(reading, file):
    """From the level of a week to that of the next, within open disputes."""
    matrices, record = reading.transitions("every"), tables.recorded_transitions()
    names = kept.LEVELS + ["end"]
    figure, axes = plt.subplots(1, len(kept.LEVELS), figsize=(8, 3.4), sharey=True, layout="constrained")
    for level, axis in enumerate(axes):
        axis.set_xlim(0, 1)
        side_by_side(axis, tables.transition_shares(matrices, level), record[level],
                       disputes.DISPLAY if level == disputes.DISPLAY else None)
        axis.set_title(f"after {kept.LEVELS[level]}", fontsize=10, loc="left")
        axis.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        ruled(axis)
    axes[0].set_yticks([-k for k in range(len(names))], names)
    axes[0].set_ylabel("level in the next week")
    figure.supxlabel("share of the weeks at the level named above, with 95 % intervals", fontsize=10)
    saved(figure, file)


def responses(reading, file):
    """Class of response by class of trigger, among the triggers that were answered."""
    record, names = crises.recorded(), crises.RESPONSES[1:]
    figure, axes = plt.subplots(2, 3, figsize=(8, 5.6), sharex=True, sharey=True, layout="constrained")
    for trigger, axis in zip(crises.TRIGGERS, axes.flat):
        counts = tables.response_counts(reading, trigger, 1)
        axis.set_xlim(0, 1)
        side_by_side(axis, tables.response_shares(counts), record[trigger][1:], 0 if trigger == "verbal" else None)
        share = tables.answered(counts)
        axis.set_title(f"{_article(trigger)} trigger\nmodel answers {share.value:.0%} of {share.of:.0f}" if share.of
                       else f"{_article(trigger)} trigger\nnone in the model", fontsize=9.5, loc="left")
        axis.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        ruled(axis)
    axes[0][0].set_yticks([-k for k in range(len(names))], names)
    figure.supxlabel("share of the responses, with 95 % intervals", fontsize=10)
    figure.supylabel("gravest response", fontsize=10)
    saved(figure, file)


def _article(trigger):
    return {"economic": "an economic", "indirect": "an indirect violent", "military": "a non-violent military"}.get(
        trigger, f"a {trigger}")


def looking_back(past, file):
    """The bands of the world begun in August 2023, and what was counted."""
    figure, axes = plt.subplots(1, 2, figsize=(8, 3.6), layout="constrained")
    for axis, (what, unit, scale) in zip(axes, [("containers", "thousand containers", 1000),
                                                ("allocations", "EUR billion", 1)]):
        dates = [date for date, _ in past.bands[what]]
        low, lower, middle, upper, high = ([row[k] / scale for _, row in past.bands[what]] for k in range(5))
        axis.fill_between(dates, low, high, color=MODEL, alpha=0.18, linewidth=0)
        axis.fill_between(dates, lower, upper, color=MODEL, alpha=0.3, linewidth=0)
        axis.plot(dates, middle, color=MODEL, linewidth=1.5)
        counted = past.counted[what]
        axis.plot([one.date for one in counted], [one.value / scale for one in counted], "o", color=RECORD, markersize=5,
                  markeredgecolor="white", markeredgewidth=0.6)
        axis.annotate("counted", (counted[-1].date, counted[-1].value / scale), (-8, 5), textcoords="offset points",
                      color=RECORD, ha="right", fontsize=9)
        axis.text(dates[40], lower[40] * 0.55, "model: median,\n50 % and 90 %", color=MODEL, fontsize=9, va="top")
        axis.set_ylabel(unit)
        axis.set_ylim(0)
        axis.set_title({"containers": "delivered by North Korea to Russia",
                        "allocations": "Western military aid allocated"}[what], fontsize=10, loc="left")
        axis.xaxis.set_major_locator(matplotlib.dates.MonthLocator(bymonth=(1, 4, 7, 10)))
        axis.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%Y-%m"))
        axis.grid(axis="y", color=GRID, linewidth=0.8)
    saved(figure, file)


def write(reading, past, folder):
    """All pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    onsets(reading, folder / "record-onsets.svg")
    transitions(reading, folder / "record-transitions.svg")
    responses(reading, folder / "record-responses.svg")
    looking_back(past, folder / "record-hindcast.svg")
