// Beside another scenario on the same lanes: what differs, whether that is real, and where trajectories part.

import * as Plot from "@observablehq/plot";
import { type Framed, framed } from "./chart";
import { type ComparedOutcome, type Outcome, type PageData, type PartingChoice, type PartingKind, type Partings, type Proportion, isWhen } from "./data";
import { data, entire, h, scrolling } from "./dom";
import { extra } from "./timing";
import { routeText, sideBySide } from "./route";
import { glossary } from "./names";
import { dateOf, day, decimalsFor, number, percent, percentDecimals, signed, whole, withError, words } from "./format";

const MOST_KINDS = 12;

/// How the reference is called on the page.
export const referenceTitle = (page: PageData): string => page.reference?.summary.scenario.title ?? "";

const same = (o: ComparedOutcome): boolean =>
  o.counts ? o.counts.only_reference + o.counts.only_other === 0 : o.n > 0 && o.difference.estimate === 0 && o.variance.paired === 0;

/// A difference beside what would matter by itself: of a measure, in standard deviations between trajectories.
function besideSpread(o: ComparedOutcome): number | null {
  const spread = Math.sqrt(o.variance.independent / 2);
  return o.kind === "measure" && spread > 0 ? Math.abs(o.difference.estimate) / spread : null;
}

/// Under one point and under a quarter more or less often; of a measure under a fifth of its standard deviation.
function small(o: ComparedOutcome): boolean {
  if (o.kind === "measure") return (besideSpread(o) ?? 0) < 0.2;
  const ratio = o.reference > 0 ? o.other / o.reference : Infinity;
  return Math.abs(o.difference.estimate) < 0.01 && ratio > 0.8 && ratio < 1.25;
}

/// Whether a difference is more than chance, and that this is not whether it is large.
export function verdict(o: ComparedOutcome): string {
  if (o.n === 0) return "Nothing to compare.";
  if (same(o)) return "The same in every trajectory.";
  if (o.difference.told === "not_shown") return "No difference shown: the interval holds 0, which is no proof of none.";
  if (!small(o)) return "The interval leaves out 0: in the model this is more than chance.";
  const why = o.kind === "when" ? "under one point, and under a quarter more or less often" : `${number(besideSpread(o), 2)} of the standard deviation between trajectories`;
  return `Small, if sure in the model: the interval leaves out 0, and the difference is ${why}.`;
}

/// How many times as often, with its interval where there are trajectories enough for one.
function ratioText(o: ComparedOutcome): string {
  if (o.kind !== "when" || !(o.reference > 0) || same(o)) return "";
  // Where the counts are too few for an interval the ratio of so few says nothing.
  if (!o.ratio) return "";
  const { estimate, low, high } = o.ratio;
  const decimals = Math.max(1, decimalsFor(5 * (high - low)));
  return `, ${estimate.toFixed(decimals)} times as often (${low.toFixed(decimals)} to ${high.toFixed(decimals)})`;
}

const sizeText = (o: ComparedOutcome): string => {
  if (same(o)) return "–";
  const spread = besideSpread(o);
  if (spread !== null) return `${number(spread, 2)} sd`;
  return o.ratio ? `${number(o.ratio.estimate, 3)}×` : "–";
};

/// The difference and its interval as texts, in percentage points for chances.
function differenceTexts(o: ComparedOutcome): { estimate: string; low: string; high: string; unit: string } {
  const { estimate, low, high } = o.difference;
  const scale = o.kind === "when" ? 100 : 1;
  const half = low === null || high === null ? Math.abs(estimate) : (high - low) / 2;
  const decimals = decimalsFor(scale * (half || Math.abs(estimate) / 10));
  const show = (value: number | null) => (value === null ? "unbounded" : signed(scale * value, decimals));
  return { estimate: same(o) ? "0" : show(estimate), low: show(low), high: show(high), unit: o.kind === "when" ? "\u00a0points" : "" };
}

export const comparedOf = (page: PageData, outcome: string): ComparedOutcome | undefined =>
  page.comparison?.outcomes.find((one) => one.name === outcome);

/// A chance with its own interval: `13.8 % (13.3 to 14.2)`.
function chanceText({ probability, ci95 }: Proportion): string {
  const decimals = percentDecimals(ci95);
  if (!ci95) return percent(probability, decimals);
  const [low, high] = ci95.map((end) => percent(end, decimals).replace(/\u00a0%$/, ""));
  return `${percent(probability, decimals)} (${low} to ${high})`;
}

/// A chance or mean and the uncertainty of its own: an interval or a standard error.
function ownTexts(outcome: Outcome | undefined, value: number): [string, string] {
  if (outcome === undefined) return [number(value, 4), ""];
  if (!isWhen(outcome)) {
    const [mean, error] = withError(outcome.mean ?? 0, outcome.std_error ?? 0);
    return outcome.mean === null ? ["–", ""] : [mean, `± ${error}`];
  }
  const [chance, interval] = chanceText(outcome).split(" (");
  return [chance!, interval ? `(${interval}` : ""];
}

/// A cell of the table of differences.
function ownCell(outcome: Outcome | undefined, value: number): HTMLElement {
  const [text, own] = ownTexts(outcome, value);
  return h("td", { class: "number" }, data(value, text), own ? h("span", { class: "own" }, own) : null);
}

/// What the reference says of an outcome, and the difference from it: for the outcome's card.
export function versus(page: PageData, name: string): HTMLElement | null {
  const o = comparedOf(page, name);
  const there = page.reference?.summary.outcomes[name];
  if (!page.comparison) return null;
  if (!o || !there) {
    const why = page.comparison.conditioned.includes(name) ? "its trajectories are others there" : "the other scenario does not have it";
    return h("p", { class: "versus" }, `Not compared with “${referenceTitle(page)}”: ${why}.`);
  }
  const t = differenceTexts(o);
  const here = page.summary.outcomes[name]!;
  const told = o.difference.told;
  const than = told === "not_shown" ? "" : ` ${told}`;
  const later = extra(page, o, true);
  return h(
    "div",
    { class: "versus" },
    h(
      "p",
      {},
      h(small(o) || told === "not_shown" ? "span" : "b", { class: "difference" }, data(o.difference.estimate, (than ? t.estimate.replace(/^[+−]/, "") : t.estimate) + t.unit)),
      `${than}: `,
      isWhen(here) && isWhen(there)
        ? `${percent(here.probability, percentDecimals(here.ci95))} against ${chanceText(there)} in “${referenceTitle(page)}”${ratioText(o)}`
        : `${number(o.other, 4)} against ${number(o.reference, 4)} on average in “${referenceTitle(page)}”`,
      same(o) ? ". " : `. 95\u00a0% interval of the difference ${t.low} to ${t.high}${t.unit}. `,
      verdict(o),
    ),
    later ? h("p", {}, later) : null,
  );
}

export const choiceText = (c: PartingChoice): string =>
  c.choice === "over" ? "has ended" : c.choice === "none" ? "makes no choice" : words(c.action!) + (c.target ? ` → ${c.target}` : "") + (c.imposed ? " (imposed)" : "");

/// The step at or before which half have parted, and the one in which most do.
function middleAndMode(counts: [number, number][]): [number, number] {
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  let before = 0;
  const middle = counts.find(([, n]) => (before += n) * 2 >= total)?.[0] ?? 0;
  return [middle, counts.reduce((best, one) => (one[1] > best[1] ? one : best), [0, -1])[0]];
}

const when = (page: PageData, step: number): string => `the step of ${day(page.summary.dates[step]!)}`;

const inOrder = (kind: PartingKind): [number, number][] => [...kind.steps].sort((a, b) => a[0] - b[0]);

const imposes = (partings: Partings): boolean => partings.kinds.some((kind) => kind.reference.imposed || kind.other.imposed);

function kindText(page: PageData, kind: PartingKind, of: number): string {
  const steps = inOrder(kind);
  const [middle] = middleAndMode(steps);
  const at = steps.length === 1 ? `in ${when(page, steps[0]![0])}` : `in the median in ${when(page, middle)}`;
  const share = `${percent(kind.count / of)} of these`;
  if (kind.actor === null) return `one of the two ends before its twin, ${at} (${share})`;
  return `${who(page, kind.actor)}, ${at}: here ${choiceText(kind.other)}, there ${choiceText(kind.reference)} (${share})`;
}

const who = (page: PageData, id: string): string => {
  const name = page.summary.actors?.[id];
  return name && name !== id ? `${name} (${id})` : id;
};

/// First partings of an actor that one of the two makes choose something, whatever it would have chosen.
interface Imposed {
  actor: string;
  here: boolean; // the one that imposes
  choice: PartingChoice;
  count: number;
  steps: [number, number][];
}

function imposedIn(partings: Partings): Imposed[] {
  const found = new Map<string, Imposed>();
  for (const kind of partings.kinds) {
    const here = kind.other.imposed === true;
    if (kind.actor === null || (!here && !kind.reference.imposed)) continue;
    const choice = here ? kind.other : kind.reference;
    const key = JSON.stringify([kind.actor, here, choice.action, choice.target]);
    const known = found.get(key) ?? { actor: kind.actor, here, choice, count: 0, steps: [] };
    known.count += kind.count;
    known.steps.push(...kind.steps);
    found.set(key, known);
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/// Who is made to choose otherwise, and when.
function imposedText(page: PageData, partings: Partings): string {
  const [first, ...others] = imposedIn(partings);
  if (!first) return "";
  const steps = first.steps.sort((a, b) => a[0] - b[0]);
  const once = new Set(steps.map(([step]) => step)).size === 1;
  const [middle] = middleAndMode(steps);
  const free = { ...first.choice, imposed: false };
  const [side, twin] = first.here ? ["Here", "there"] : ["There", "here"];
  return (
    `${side} ${who(page, first.actor)} is made to choose ${choiceText(free)} where it does not ${twin}, in ${percent(first.count / partings.of, first.count === partings.of ? 0 : 1)} of trajectories, ` +
    `${once ? `in ${when(page, middle)}` : `in the median in ${when(page, middle)}`}${others.length > 0 ? `; ${others.length} more ${others.length === 1 ? "choice is" : "choices are"} imposed` : ""}. `
  );
}

/// Where the two part, in two sentences: who is made to choose otherwise, and who then does so on their own account.
export function partingLead(page: PageData): HTMLElement | null {
  const c = page.comparison;
  if (!c) return null;
  const { parted, answered } = c;
  if (parted.count === 0)
    return h("p", { class: "lead", id: "parting-lead" }, h("b", {}, "Where they part: "), `no choice of any actor differs in any of ${whole(parted.of)} trajectories.`);
  const imposed = imposedText(page, parted);
  const own = imposed ? answered : parted;
  const first = own.kinds[0];
  const then = imposed ? "After that some actor" : "Some actor";
  const share = percent(own.probability, own.count === own.of ? 0 : percentDecimals(own.ci95));
  const free = first
    ? `${then} chooses otherwise on its own account in ${share} of trajectories; the first to do so is most often ${kindText(page, first, own.count)}. `
    : "Nobody then chooses otherwise on their own account. ";
  return h("p", { class: "lead", id: "parting-lead" }, h("b", {}, "Where they part: "), imposed, free, h("a", { href: "#parting" }, "More"));
}

/// How trajectories come to what differs most: for the first screen.
export function routeLead(page: PageData): HTMLElement | null {
  const route = routeText(page);
  return route === null ? null : h("p", { class: "lead", id: "route" }, h("b", {}, "How it comes to that: "), `${route} `, h("a", { href: "#side-by-side" }, "One such trajectory"));
}

function kindTable(page: PageData, title: string, partings: Partings): HTMLElement | null {
  const { kinds } = partings;
  if (kinds.length === 0) return null;
  const head = ["Who", "Choice there", "Choice here", "Share", "Step, median", "Trajectory"];
  const rows = kinds.slice(0, MOST_KINDS).map((kind) => {
    const { count, example } = kind;
    const [middle] = middleAndMode(inOrder(kind));
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, kind.actor === null ? "the trajectory" : kind.actor + (kind.track ? ` ${kind.track}` : "")),
      h("td", {}, choiceText(kind.reference)),
      h("td", {}, choiceText(kind.other)),
      h("td", { class: "number" }, data(count / partings.count, percent(count / partings.count))),
      h("td", { class: "number" }, day(page.summary.dates[middle]!)),
      h("td", { class: "number" }, data(example, String(example))),
    );
  });
  const left = partings.kinds_recorded - rows.length;
  return scrolling(
    title,
    h(
      "table",
      { class: "told" },
      h("caption", {}, `${title}; share of the ${whole(partings.count)} that part so${left > 0 ? `; ${left} rarer kinds stand in partings.csv` : ""}`),
      h("thead", {}, h("tr", {}, ...head.map((text, i) => h("th", { scope: "col", ...(i > 2 ? { class: "number" } : {}) }, text)))),
      h("tbody", {}, ...rows),
    ),
  );
}

function partingChart(page: PageData): Framed | null {
  const { parted } = page.comparison!;
  // All in one step is a sentence, no picture.
  if (parted.by_step.filter((n) => n > 0).length < 2) return null;
  const dates = page.summary.dates;
  const rows = parted.by_step
    .map((count, step) => ({ step, count, share: count / parted.of, from: dateOf(dates[step]!), to: dateOf(dates[step + 1] ?? dates.at(-1)!) }))
    .filter((row) => row.from < row.to);
  const [, mode] = middleAndMode(rows.map((row): [number, number] => [row.step, row.count]));
  return framed({
    id: "partings",
    title: "When they part",
    note: "Share of all trajectories by the step in which some actor first chooses otherwise than in the twin.",
    draw: (width) => ({
      svg: Plot.plot({
        width,
        height: 220,
        marginLeft: 52,
        x: { type: "utc", label: null, ticks: Math.max(2, Math.floor(width / 100)) },
        y: { grid: true, label: null, ticks: 4, tickFormat: (v: number) => `${Number((100 * v).toFixed(2))} %` },
        marks: [
          Plot.rectY(rows, { x1: "from", x2: "to", y: "share", fill: "var(--line-0)", inset: 0.5 }),
          Plot.tip(
            rows,
            Plot.pointerX({ x: "from", y: "share", title: (r: (typeof rows)[number]) => `step of ${dates[r.step]}\n${percent(r.share, 2)} (${whole(r.count)})` }),
          ),
        ],
      }) as SVGSVGElement,
      description: `In ${percent(parted.probability)} of trajectories the two part; most often in the step of ${dates[mode]}, ${percent(parted.by_step[mode]! / parted.of)}.`,
      table: {
        caption: "First partings by step",
        columns: ["step", "date", "count", "share"],
        rows: rows.map((row) => [row.step, dates[row.step]!, row.count, row.share]),
      },
    }),
  });
}

/// Each of some trajectories at the step in which the two part: what was chosen, with what chance, and why.
function why(page: PageData): HTMLElement | null {
  const told = page.comparison!.told ?? [];
  if (told.length === 0) return null;
  return h(
    "div",
    { class: "parted" },
    h("h3", {}, "Why: the first who chooses otherwise, in trajectories that stand for the most frequent kinds, at their median date"),
    ...told.map((one) =>
      h(
        "article",
        { class: "card" },
        h("h4", {}, `Trajectory ${one.trajectory}, step of ${day(one.date)}: ${page.summary.actors?.[one.actor] ?? one.actor}`),
        h("ul", {}, ...one.lines.map((text) => h("li", {}, text))),
        glossary(page.summary, one.lines),
      ),
    ),
  );
}

/// The section on where they part.
export function partings(page: PageData): (Framed | HTMLElement | null)[] {
  if (!page.comparison) return [];
  const { parted, answered } = page.comparison;
  const at = parted.by_step.flatMap((n, step) => (n > 0 ? [step] : []));
  return [
    at.length === 1 ? h("p", {}, `All ${whole(parted.count)} trajectories that part do so in ${when(page, at[0]!)}.`) : null,
    sideBySide(page),
    kindTable(page, "Where they part", parted),
    imposes(parted) ? kindTable(page, "Who then first chooses otherwise on their own account", answered) : null,
    why(page),
    partingChart(page),
  ];
}

/// Every outcome that both have.
export function differences(page: PageData): HTMLElement | null {
  const c = page.comparison;
  if (!c) return null;
  const rows = c.outcomes.map((o) => {
    const t = differenceTexts(o);
    return h(
      "tr",
      { "data-compared": o.name },
      h("th", { scope: "row" }, words(o.name)),
      ownCell(page.reference?.summary.outcomes[o.name], o.reference),
      ownCell(page.summary.outcomes[o.name], o.other),
      h("td", { class: "number" }, data(o.difference.estimate, t.estimate + t.unit)),
      h("td", { class: "number" }, same(o) ? "–" : `${t.low} to ${t.high}`),
      h("td", { class: "number" }, sizeText(o)),
      h("td", {}, same(o) ? "the same in all" : o.difference.told === "not_shown" ? "no difference shown" : `${o.difference.told} here${small(o) ? ", small" : ""}`),
      h("td", { class: "number" }, o.saving === null ? "–" : `${number(o.saving, 2)}×`),
    );
  });
  const head = ["Outcome", "There", "Here", "Difference", "95\u00a0% interval", "Size", "Verdict", "Saved"];
  const table = entire(
    "Differences",
    h(
      "table",
      { class: "told" },
      h(
        "caption",
        {},
        `Here “${page.summary.scenario.title}”, there “${referenceTitle(page)}”, on the same chance, each with its own 95\u00a0% interval or standard error; all are rounded by themselves, the difference from unrounded numbers. Each interval of a difference speaks for itself: of 20 such one misses by chance; one that leaves out 0 is more than chance in the model, however small. Size: of chances here over there, of measures the difference in standard deviations between trajectories. Saved: how many times the trajectories independent runs would need.`,
      ),
      h("thead", {}, h("tr", {}, ...head.map((text, i) => h("th", { scope: "col", ...(i > 0 && i !== 6 ? { class: "number" } : {}) }, text)))),
      h("tbody", {}, ...rows),
    ),
  );
  return h("div", {}, table, ...limits(page));
}

function limits(page: PageData): HTMLElement[] {
  const c = page.comparison!;
  const notes: string[] = [];
  if (!c.same_clock) notes.push(`The clocks differ: steps are matched by number, choices over the first ${c.steps}.`);
  if (c.conditioned.length > 0) notes.push(`Not compared, as it is of other trajectories in either: ${c.conditioned.map(words).join(", ")}.`);
  for (const [only, where] of [[c.only_reference, referenceTitle(page)], [c.only_other, page.summary.scenario.title]] as const) {
    const lists = [only.outcomes, only.actors, only.options.length > 0 ? only.options : only.choices].filter((list) => list.length > 0);
    if (lists.length > 0) notes.push(`Only in “${where}”, and so not compared: ${lists.map((list) => list.slice(0, 8).join(", ") + (list.length > 8 ? ` and ${list.length - 8} more` : "")).join("; ")}.`);
  }
  return notes.map((text) => h("p", { class: "note" }, text));
}
