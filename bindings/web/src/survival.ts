// When outcomes are first met: the share of trajectories in which one has, or has not yet, happened by each date, with
// Wilson's 95 % interval at each; in a comparison of both scenarios.

import * as Plot from "@observablehq/plot";
import { type Framed, framed } from "./chart";
import { dashes, line } from "./colors";
import { type PageData, type Summary, type WhenOutcome, isWhen } from "./data";
import { h, picker, ticks } from "./dom";
import { dateOf, day, percent, words } from "./format";

const MOST_AT_FIRST = 5;

/// Wilson's interval for count of n.
export function wilson(count: number, n: number): [number, number] {
  const z = 1.959964;
  const p = count / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

type Side = "here" | "there";

interface Point {
  name: string;
  side: Side;
  key: string; // of the line
  date: Date;
  share: number;
  low: number;
  high: number;
}

function curve(name: string, side: Side, outcome: WhenOutcome, dates: string[], survives: boolean): Point[] {
  let met = 0;
  return outcome.first_step_counts.map((count, state) => {
    met += count;
    const share = met / outcome.of;
    const [low, high] = wilson(met, outcome.of);
    const place = { name, side, key: `${name} ${side}`, date: dateOf(dates[state]!) };
    return survives ? { ...place, share: 1 - share, low: 1 - high, high: 1 - low } : { ...place, share, low, high };
  });
}

/// From 0 up for what has happened, down from 1 for what has not: the end that the curves start from.
function extent(points: Point[], survives: boolean): [number, number] {
  if (points.length === 0) return [0, 1];
  return survives ? [Math.min(0.95, ...points.map((p) => p.low)), 1] : [0, Math.max(0.05, ...points.map((p) => p.high))];
}

/// The last point of each line, with places for their labels that do not lie over one another.
function ends(points: Point[], [low, high]: [number, number], height: number): (Point & { at: number })[] {
  const last = new Map(points.map((p) => [p.key, p]));
  const placed = [...last.values()].sort((a, b) => a.share - b.share).map((p) => ({ ...p, at: p.share }));
  const gap = (14 / height) * (high - low);
  placed.forEach((p, i) => (p.at = i === 0 ? p.at : Math.max(p.at, placed[i - 1]!.at + gap)));
  // Pushed up beyond the top, they are pushed down again from there.
  [...placed].reverse().forEach((p, i, all) => (p.at = Math.min(p.at, i === 0 ? high : all[i - 1]!.at - gap)));
  return placed;
}

function plot(points: Point[], known: string[], width: number, survives: boolean, compared: boolean): SVGSVGElement {
  const color = (p: { name: string }) => line(known.indexOf(p.name));
  const height = Math.min(400, Math.max(260, width * 0.42));
  const domain = extent(points, survives);
  const wide = width > 620;
  const label = (p: Point) => [wide ? words(p.name) : "", compared ? p.side : "", percent(p.share)].filter(Boolean).join(" ");
  const labels = ends(points, domain, height - 60);
  const longest = Math.max(0, ...labels.map((p) => label(p).length));
  const dashed = (p: Point) => dashes(known.indexOf(p.name), p.side === "there");
  const styles = [...new Set(points.map(dashed))];
  return Plot.plot({
    width,
    height,
    marginLeft: 48,
    marginRight: Math.min(width * 0.4, 14 + longest * 7.4),
    x: { type: "utc", label: null, ticks: Math.max(3, Math.floor(width / 130)) },
    y: { grid: true, domain, nice: true, ticks: 6, tickFormat: (v: number) => `${Number((100 * v).toFixed(1))} %`, label: null },
    marks: [
      Plot.areaY(points, { x: "date", y1: "low", y2: "high", z: "key", fill: color, fillOpacity: 0.2, curve: "step-after" }),
      ...styles.map((style) =>
        Plot.lineY(
          points.filter((p) => dashed(p) === style),
          { x: "date", y: "share", z: "key", stroke: color, strokeWidth: 2, curve: "step-after", ...(style ? { strokeDasharray: style } : {}) },
        ),
      ),
      Plot.text(labels, { x: "date", y: "at", text: label, textAnchor: "start", dx: 6, fill: color, fontWeight: 600 }),
      Plot.tip(
        points,
        Plot.pointer({
          x: "date",
          y: "share",
          title: (p: Point) =>
            `${words(p.name)}${compared ? `, ${p.side}` : ""}\n${p.date.toISOString().slice(0, 10)}\n${percent(p.share, 2)}, 95\u00a0% interval ${percent(p.low, 2)} to ${percent(p.high, 2)}`,
        }),
      ),
    ],
  }) as SVGSVGElement;
}

type Found = { name: string; side: Side; outcome: WhenOutcome; dates: string[] };

const foundIn = (summary: Summary, side: Side): Found[] =>
  Object.entries(summary.outcomes).flatMap(([name, outcome]) =>
    isWhen(outcome) && outcome.of > 0 ? [{ name, side, outcome, dates: summary.dates }] : [],
  );

/// Of a comparison at first the outcome that tells it, so that its two curves are seen apart.
function atFirst(page: PageData, known: string[]): string[] {
  const told = page.comparison?.divergence?.outcome;
  if (told !== undefined && known.includes(told)) return [told];
  const headline = known.filter((name) => page.summary.headline.includes(name));
  return (headline.length > 0 ? headline : known).slice(0, page.reference ? 1 : MOST_AT_FIRST);
}

/// How the lines of either scenario look.
function lineKey(page: PageData): HTMLElement {
  const sample = (style: string, text: string) =>
    h("li", {}, h("span", { class: "line", style: `border-top-style:${style}`, "aria-hidden": "true" }), text);
  return h(
    "ul",
    { class: "key" },
    sample("solid", `here: ${page.summary.scenario.title}`),
    sample("dotted", `there: ${page.reference!.summary.scenario.title}`),
  );
}

export function survival(page: PageData): Framed | null {
  const { summary, reference } = page;
  const all = [...foundIn(summary, "here"), ...(reference ? foundIn(reference.summary, "there") : [])];
  const seen = (name: string) => all.some((one) => one.name === name && one.outcome.count > 0);
  const known = foundIn(summary, "here").map((one) => one.name).filter(seen);
  if (known.length === 0) return null;
  let names = atFirst(page, known);
  let survives = false;
  const shown = () => all.filter((one) => names.includes(one.name));
  const frame = framed({
    id: "survival",
    title: "When it happens",
    note:
      "Share of trajectories by date, with its 95\u00a0% interval. A state is the world on its date; what is done in a step is first seen in the state after it." +
      (reference ? " Colours are outcomes; lines that lie over one another are outcomes that go alike." : ""),
    controls: [
      picker(
        "Share in which it",
        [
          { value: "has", label: "has happened" },
          { value: "not", label: "has not happened yet (survival)" },
        ],
        "has",
        (value) => {
          survives = value === "not";
          frame.redraw();
        },
      ),
      ticks(
        "Outcomes",
        known.map((name, i) => ({ value: name, label: words(name), color: line(i), dash: dashes(i, false) })),
        names,
        (values) => {
          names = values;
          frame.redraw();
        },
      ),
    ],
    ...(reference ? { legend: () => lineKey(page) } : {}),
    draw: (width) => {
      const points = shown().flatMap((one) => curve(one.name, one.side, one.outcome, one.dates, survives));
      const last = shown().map(({ name, side, outcome: o }) => `${words(name)}${reference ? ` ${side}` : ""} ${percent(survives ? 1 - o.count / o.of : o.count / o.of)}`);
      return {
        svg: plot(points, known, width, survives, reference !== undefined),
        description: `Share of trajectories in which an outcome has ${survives ? "not yet happened" : "happened"}, by ${day(
          summary.dates.at(-1)!,
        )}: ${last.join(", ") || "none chosen"}.`,
        table: {
          caption: `Share in which it has ${survives ? "not yet " : ""}happened${reference ? "; here the scenario shown, there the reference" : ""}`,
          columns: ["date", "outcome", ...(reference ? ["scenario"] : []), "share", "ci95_low", "ci95_high"],
          rows: points.map((p) => [p.date.toISOString().slice(0, 10), p.name, ...(reference ? [p.side] : []), p.share, p.low, p.high]),
        },
      };
    },
  });
  return frame;
}
