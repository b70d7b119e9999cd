// When the difference between two scenarios comes about: the difference of the shares that have met an outcome by each
// date, with its paired interval, and what that says of the dates.

import * as Plot from "@observablehq/plot";
import { type Framed, framed } from "./chart";
import { type ComparedOutcome, type ComparedState, type PageData, statesOf } from "./data";
import { h, picker } from "./dom";
import { dateOf, day, decimalsFor, percent, signed, whole, words } from "./format";

/// The least place with so large a share of all counts at or before it.
function quantile(counts: number[], share: number): number {
  const total = counts.reduce((sum, n) => sum + n, 0);
  let before = 0;
  return counts.findIndex((n) => (before += n) >= share * total && before > 0);
}

/// When the outcome happens that happens in one scenario alone: the dates of what is extra. `named`: says which is here.
export function extra(page: PageData, o: ComparedOutcome, named = false): string {
  if (!o.alone || !o.counts || !page.reference || o.difference.told === "not_shown") return "";
  const here = o.difference.estimate > 0;
  const counts = here ? o.alone.other : o.alone.reference;
  const n = here ? o.counts.only_other : o.counts.only_reference;
  const { dates } = (here ? page : page.reference).summary;
  const date = (share: number) => day(dates[quantile(counts, share)]!);
  const [sideHere, sideThere] = named ? [`here (${page.name})`, `there (${page.reference.name})`] : ["here", "there"];
  return (
    `In ${whole(n)} trajectories it happens ${here ? `${sideHere} and not ${sideThere}` : `${sideThere} and not ${sideHere}`}: ` +
    `in these first seen in the median by ${date(0.5)} (90\u00a0% between ${date(0.05)} and ${date(0.95)}).`
  );
}

/// Fewer trajectories that differ say nothing of dates.
const FEW = 10;

/// To three digits, no finer than a hundredth of a point.
const inPoints = (value: number): string => signed(value, Math.min(2, decimalsFor(Math.abs(value) / 10)));

const leavesOutZero = (state: ComparedState): boolean => state.low > 0 || state.high < 0;

/// Where the two curves part from each other, in sentences.
export function timing(page: PageData, o: ComparedOutcome): string {
  const { dates } = page.summary;
  const states = statesOf(o, dates.length);
  const first = states.findIndex((s) => s.only_reference + s.only_other > 0);
  if (first < 0) return "The two curves are the same in every trajectory.";
  const differ = states.at(-1)!.only_reference + states.at(-1)!.only_other;
  if (differ < FEW) return `${differ === 1 ? "One trajectory differs" : `${whole(differ)} trajectories differ`} at the last date: too few to say when the difference comes.`;
  const parts: string[] = [];
  if (first > 0) parts.push(`Up to ${day(dates[first - 1]!)} it goes alike in every trajectory.`);
  const unsure = states.reduce((last, s, i) => (leavesOutZero(s) ? last : i), -1);
  const end = states.at(-1)!.difference;
  if (unsure === states.length - 1) parts.push("At the last date the interval of the difference holds 0.");
  else {
    const half = states.findIndex((s) => s.difference * Math.sign(end) >= Math.abs(end) / 2);
    parts.push(
      `From ${day(dates[unsure + 1]!)} on the interval of the difference leaves out 0; half of the ` +
        `${inPoints(100 * end).replace(/^[+−]/, "")} points of the last date have come by ${day(dates[half]!)}.`,
    );
  }
  const told = extra(page, o);
  if (told) parts.push(told);
  if (o.same_state !== undefined && o.counts && o.counts.both > 0) {
    const share = o.same_state / o.counts.both;
    parts.push(
      `Of the ${whole(o.counts.both)} in which it happens in both, ${percent(share, share > 0.995 ? 1 : 0)} meet it first on the same date` +
        (share > 0.5 && o.counts.both > (o.counts.only_other + o.counts.only_reference) ? ": they are most of where it happens, so that its dates by themselves say little about the difference." : "."),
    );
  }
  return parts.join(" ");
}

function plot(states: (ComparedState & { date: Date })[], width: number): SVGSVGElement {
  const points = states.map((s) => ({ ...s, estimate: 100 * s.difference, least: 100 * s.low, most: 100 * s.high }));
  const last = points.at(-1)!;
  const label = `${inPoints(last.estimate)} points`;
  return Plot.plot({
    width,
    height: Math.min(260, Math.max(200, width * 0.3)),
    marginLeft: 48,
    marginRight: 14 + label.length * 7.6,
    x: { type: "utc", label: null, ticks: Math.max(3, Math.floor(width / 130)) },
    y: { grid: true, nice: true, ticks: 5, label: null },
    marks: [
      Plot.areaY(points, { x: "date", y1: "least", y2: "most", fill: "var(--line-1)", fillOpacity: 0.25, curve: "step-after" }),
      Plot.ruleY([0], { stroke: "var(--muted)" }),
      Plot.lineY(points, { x: "date", y: "estimate", stroke: "var(--line-1)", strokeWidth: 2, curve: "step-after" }),
      Plot.text([last], { x: "date", y: "estimate", text: () => label, textAnchor: "start", dx: 6, fill: "var(--line-1)", fontWeight: 600 }),
      Plot.tip(
        points,
        Plot.pointerX({
          x: "date",
          y: "estimate",
          title: (p: (typeof points)[number]) =>
            `${p.date.toISOString().slice(0, 10)}\n${signed(p.estimate, 2)} points, 95\u00a0% interval ${signed(p.least, 2)} to ${signed(p.most, 2)}\nby then here alone ${whole(p.only_other)}, there alone ${whole(p.only_reference)}`,
        }),
      ),
    ],
  }) as SVGSVGElement;
}

/// The difference by date, of one outcome at a time.
export function differenceByDate(page: PageData): Framed | null {
  const { comparison, summary } = page;
  if (!comparison) return null;
  const { dates } = summary;
  const differs = comparison.outcomes.filter((o) => statesOf(o, dates.length).some((s) => s.only_reference + s.only_other > 0));
  if (differs.length === 0) return null;
  let shown = differs.find((o) => o.name === comparison.divergence?.outcome) ?? differs[0]!;
  const said = h("p", { "aria-live": "polite", class: "timing" });
  const frame: Framed = framed({
    id: "difference-by-date",
    title: "When the difference comes",
    note: "Share of trajectories that have met it by the date here, less the share there, in points; the band is the 95\u00a0% interval of this difference in pairs of trajectories on the same chance, at each date by itself.",
    controls: [
      picker("Outcome", differs.map((o) => ({ value: o.name, label: words(o.name) })), shown.name, (name) => {
        shown = differs.find((o) => o.name === name)!;
        frame.redraw();
      }),
    ],
    draw: (width) => {
      const states = statesOf(shown, dates.length).map((s, i) => ({ ...s, date: dateOf(dates[i]!), iso: dates[i]! }));
      const text = timing(page, shown);
      said.textContent = text;
      return {
        svg: plot(states, width),
        description: `Difference of the shares in which ${words(shown.name)} has happened, by date. ${text}`,
        table: {
          caption: `${words(shown.name)}: by date, trajectories that have met it in one scenario alone, and the difference of the shares`,
          columns: ["date", "only_there", "only_here", "difference", "ci95_low", "ci95_high"],
          rows: states.map((s) => [s.iso, s.only_reference, s.only_other, s.difference, s.low, s.high]),
        },
      };
    },
  });
  frame.element.querySelector("details")!.before(said);
  return frame;
}
