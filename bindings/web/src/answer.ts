// The first screen: the question and its answer, in numbers with their intervals and in words.

import { comparedOf, partingLead, referenceTitle, routeLead, versus } from "./compare";
import { type MeasureOutcome, type PageData, type Summary, type WhenOutcome, isWhen } from "./data";
import { data, entire, h } from "./dom";
import { claimsIn, claimsOf, formula } from "./names";
import { borne, day, estimativeWord, number, percent, percentDecimals, whole, withError, words } from "./format";

const given = (summary: Summary, outcome: { given?: string; of?: number }): string =>
  outcome.given ? ` Of the ${whole(outcome.of ?? 0)} of ${whole(summary.trajectories)} in which ${words(outcome.given)}.` : "";

/// The interval on a line from 0 to 100 %, for the eye alone: the numbers stand beside it.
function gauge(outcome: WhenOutcome, there: number | undefined): HTMLElement {
  const [low, high] = outcome.ci95 ?? [0, 0];
  const at = (share: number) => `${(100 * share).toFixed(2)}%`;
  return h(
    "div",
    { class: "gauge", "aria-hidden": "true" },
    h("div", { class: "fill", style: `width:${at(outcome.probability ?? 0)}` }),
    h("div", { class: "interval", style: `left:${at(low)};width:max(3px, ${at(high - low)})` }),
    there === undefined ? null : h("div", { class: "there", style: `left:${at(there)}` }),
  );
}

/// What the marks of the gauge are.
const gaugeKey = (page: PageData, compared: boolean): HTMLElement =>
  h(
    "p",
    { class: "gauge-key", "aria-hidden": "true" },
    "0 ",
    h("span", {}, h("i", { class: "mark interval" }), compared ? `95\u00a0% interval here (${page.name})` : "95\u00a0% interval"),
    compared ? h("span", {}, h("i", { class: "mark there" }), `there (${page.reference!.name})`) : null,
    " 100\u00a0%",
  );

/// What the outcome is: its own words, and the condition by which it is counted.
function definition(page: PageData, name: string, doc: string | undefined): HTMLElement[] {
  const head = page.summary.equations?.find((one) => one.kind === "outcome" && one.name === name)?.head;
  const claims = claimsOf(page.summary);
  const text = head?.startsWith(`${name}: `) ? head.slice(name.length + 2) : head;
  const [, kind, condition] = text?.match(/^(when|measure) (.*)$/s) ?? [];
  const claimed = condition === undefined ? [] : claimsIn(claims, condition);
  return [
    doc ? h("p", { class: "note" }, doc) : null,
    condition === undefined ? null : h("p", { class: "note defined" }, kind === "when" ? "Counted when " : "Measured as ", formula(claims, condition)),
    claimed.length > 0 ? h("p", { class: "note" }, `† Claimed by a party: ${claimed.map((one) => `${one} by ${claims.by.get(one)}`).join(", ")}.`) : null,
  ].filter((element) => element !== null);
}

/// The share of first sightings from which on one step is told as the likely one.
const STANDS_OUT = 0.1;

/// The middle of the states in which it is first seen, and the most frequent one, which is said to be none where few
/// trajectories have it.
function whenFirst(summary: Summary, outcome: WhenOutcome): string {
  const q = outcome.first_step;
  if (!q) return "";
  // What is done in a step is seen in the state after it.
  const unit = summary.step_unit || "step";
  const date = (state: number) => day(summary.dates[state]!);
  const stretch = (state: number) => (state === 0 ? `at the start, ${date(0)}` : `in the ${unit} to ${date(state)}`);
  if (q.q05 === q.q95) return `First seen ${stretch(q.q50)}.`;
  const mode = outcome.first_step_counts.reduce((best, n, state, all) => (n > all[best]! ? state : best), 0);
  const share = outcome.first_step_counts[mode]! / outcome.count;
  const middle =
    `Where it happens, first seen in the median by ${date(q.q50)} ` +
    `(90\u00a0% between ${date(q.q05)} and ${date(q.q95)})`;
  return share < STANDS_OUT
    ? `${middle}. No ${unit} stands out: the most frequent, ${stretch(mode).replace(/^in /, "")}, has ${percent(share)} of these.`
    : `${middle}, most often ${stretch(mode)} (${percent(share)} of these).`;
}

function chanceCard(page: PageData, name: string, outcome: WhenOutcome): HTMLElement {
  const { summary } = page;
  const decimals = percentDecimals(outcome.ci95);
  const [low, high] = outcome.ci95 ?? [null, null];
  return h(
    "article",
    { class: "card", "data-outcome": name },
    h("h3", {}, words(name)),
    ...definition(page, name, outcome.doc),
    h(
      "p",
      { class: "big" },
      data(outcome.probability, percent(outcome.probability, decimals)),
      " ",
      h("span", { class: "word" }, estimativeWord(outcome.count, outcome.of)),
    ),
    gauge(outcome, comparedOf(page, name)?.reference),
    gaugeKey(page, comparedOf(page, name) !== undefined),
    h(
      "p",
      {},
      "95\u00a0% interval ",
      data(low, percent(low, decimals)),
      " to ",
      data(high, percent(high, decimals)),
      ` · ${whole(outcome.count)} of ${whole(outcome.of)} trajectories.`,
      given(summary, outcome),
    ),
    versus(page, name),
    outcome.first_step ? h("p", {}, whenFirst(summary, outcome)) : null,
  );
}

function measureCard(page: PageData, name: string, outcome: MeasureOutcome): HTMLElement {
  const { summary } = page;
  const [, error] = withError(outcome.mean ?? 0, outcome.std_error ?? 0);
  return h(
    "article",
    { class: "card", "data-outcome": name },
    h("h3", {}, words(name)),
    ...definition(page, name, outcome.doc),
    outcome.mean === null
      ? h("p", { class: "big" }, "– ", h("span", { class: "word" }, "of no trajectory"))
      : h("p", { class: "big" }, data(outcome.mean, borne(outcome.mean, outcome.std_error ?? 0)), " ", h("span", { class: "word" }, "on average")),
    h(
      "p",
      {},
      "Standard error ",
      data(outcome.std_error, error),
      " · median ",
      data(outcome.q50, number(outcome.q50, 4)),
      ", 90\u00a0% of trajectories from ",
      data(outcome.q05, number(outcome.q05, 4)),
      " to ",
      data(outcome.q95, number(outcome.q95, 4)),
      `, N = ${whole(outcome.of ?? summary.trajectories)}.`,
      given(summary, outcome),
    ),
    versus(page, name),
  );
}

export function answer(page: PageData): HTMLElement {
  const { summary } = page;
  const unit = summary.step_unit ?? "step";
  const span = `${whole(summary.trajectories)} trajectories of ${summary.steps} steps${
    summary.step_unit ? ` of a ${unit}` : ""
  }, ${day(summary.dates[0]!)} to ${day(summary.dates.at(-1)!)}`;
  return h(
    "section",
    { id: "answer", "aria-labelledby": "answer-title" },
    h("h2", { id: "answer-title" }, summary.scenario.question ?? "What the model says"),
    page.comparison
      ? h(
          "p",
          { class: "sides", id: "sides" },
          h("b", {}, "Here"),
          ` is “${summary.scenario.title}” (${page.name}), `,
          h("b", {}, "there"),
          ` “${referenceTitle(page)}” (${page.reference!.name}): compared trajectory by trajectory on the same chance.`,
        )
      : null,
    summary.interrupted
      ? h(
          "p",
          { class: "alert" },
          `Interrupted: the first ${whole(summary.trajectories)} of ${whole(summary.requested ?? 0)} trajectories.`,
        )
      : null,
    h(
      "div",
      { class: "cards" },
      ...summary.headline.map((name) => {
        const outcome = summary.outcomes[name]!;
        return isWhen(outcome) ? chanceCard(page, name, outcome) : measureCard(page, name, outcome);
      }),
    ),
    summary.scenario.doc ? h("p", { class: "doc" }, summary.scenario.doc) : null,
    partingLead(page),
    routeLead(page),
    h(
      "p",
      { class: "note" },
      `${span}. A conditional simulation, not a forecast: the intervals say how well these trajectories pin down what ` +
        "the model implies, not how well the model fits the world. ",
      h("a", { href: "#claims" }, "What this page does not claim"),
    ),
  );
}

/// Every outcome in one table.
export function allOutcomes(summary: Summary): HTMLElement {
  const rows = Object.entries(summary.outcomes).map(([name, outcome]) => {
    const cells: HTMLElement[] = [h("th", { scope: "row" }, words(name))];
    const add = (value: number | null, text: string) => cells.push(h("td", { class: "number" }, data(value, text)));
    if (isWhen(outcome)) {
      const decimals = percentDecimals(outcome.ci95);
      const [low, high] = outcome.ci95 ?? [null, null];
      add(outcome.probability, percent(outcome.probability, decimals));
      cells.push(
        h("td", { class: "number" }, outcome.ci95 ? `${percent(low, decimals)} to ${percent(high, decimals)}` : "–"),
      );
      const first = outcome.first_step;
      cells.push(h("td", {}, estimativeWord(outcome.count, outcome.of)));
      cells.push(h("td", { class: "number" }, first ? day(summary.dates[first.q50]!) : "–"));
    } else {
      const [mean, error] = withError(outcome.mean ?? 0, outcome.std_error ?? 0);
      add(outcome.mean, outcome.mean === null ? "–" : mean);
      cells.push(h("td", { class: "number" }, `${number(outcome.q05, 4)} to ${number(outcome.q95, 4)}`));
      cells.push(h("td", {}, `mean ± ${error}`));
      cells.push(h("td", { class: "number" }, "–"));
    }
    return h("tr", { "data-outcome": name }, ...cells);
  });
  const head = ["Outcome", "Chance or mean", "Interval", "In words", "First seen, median"];
  return entire(
    "Every outcome",
    h(
      "table",
      { class: "told" },
      h("caption", {}, "Every outcome. Of chances the 95\u00a0% interval; of measures the mean, its standard error and where 90\u00a0% of trajectories lie"),
      h(
        "thead",
        {},
        h("tr", {}, ...head.map((text, c) => h("th", { scope: "col", ...(c === 3 ? {} : { class: c ? "number" : "" }) }, text))),
      ),
      h("tbody", {}, ...rows),
    ),
  );
}
