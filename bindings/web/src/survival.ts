// When outcomes are first met: the share of trajectories in which one has, or has not yet, happened by each date, with
// Wilson's 95 % interval at each.

import * as Plot from "@observablehq/plot";
import { type Framed, framed } from "./chart";
import { LINES, line } from "./colors";
import { type Summary, type WhenOutcome, isWhen } from "./data";
import { picker, ticks } from "./dom";
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

interface Point {
  name: string;
  date: Date;
  share: number;
  low: number;
  high: number;
}

function curve(name: string, outcome: WhenOutcome, dates: string[], survives: boolean): Point[] {
  let met = 0;
  return outcome.first_step_counts.map((count, state) => {
    met += count;
    const share = met / outcome.of;
    const [low, high] = wilson(met, outcome.of);
    const date = dateOf(dates[state]!);
    return survives ? { name, date, share: 1 - share, low: 1 - high, high: 1 - low } : { name, date, share, low, high };
  });
}

/// From 0 up for what has happened, down from 1 for what has not: the end that the curves start from.
function extent(points: Point[], survives: boolean): [number, number] {
  if (points.length === 0) return [0, 1];
  return survives ? [Math.min(0.95, ...points.map((p) => p.low)), 1] : [0, Math.max(0.05, ...points.map((p) => p.high))];
}

function plot(points: Point[], names: string[], known: string[], width: number, survives: boolean): SVGSVGElement {
  const color = (name: string) => line(known.indexOf(name));
  return Plot.plot({
    width,
    height: Math.min(400, Math.max(260, width * 0.42)),
    marginLeft: 48,
    x: { type: "utc", label: null, ticks: Math.max(2, Math.floor(width / 90)) },
    y: { grid: true, domain: extent(points, survives), nice: true, ticks: 6, tickFormat: (v: number) => `${Number((100 * v).toFixed(1))} %`, label: null },
    color: { type: "categorical", domain: names, range: names.map(color) },
    marks: [
      Plot.areaY(points, { x: "date", y1: "low", y2: "high", z: "name", fill: "name", fillOpacity: 0.2, curve: "step-after" }),
      ...[false, true].map((again) =>
        Plot.lineY(
          points.filter((p) => again === known.indexOf(p.name) >= LINES),
          {
            x: "date",
            y: "share",
            z: "name",
            stroke: "name",
            strokeWidth: 2,
            curve: "step-after",
            ...(again ? { strokeDasharray: "6 4" } : {}),
          },
        ),
      ),
      Plot.tip(
        points,
        Plot.pointer({
          x: "date",
          y: "share",
          title: (p: Point) =>
            `${words(p.name)}\n${p.date.toISOString().slice(0, 10)}\n${percent(p.share, 2)}, 95\u00a0% interval ${percent(p.low, 2)} to ${percent(p.high, 2)}`,
        }),
      ),
    ],
  }) as SVGSVGElement;
}

export function survival(summary: Summary): Framed | null {
  const found = Object.entries(summary.outcomes).filter((entry): entry is [string, WhenOutcome] => {
    const outcome = entry[1];
    return isWhen(outcome) && outcome.of > 0 && outcome.count > 0;
  });
  if (found.length === 0) return null;
  const known = found.map(([name]) => name);
  const headline = known.filter((name) => summary.headline.includes(name));
  let names = (headline.length > 0 ? headline : known).slice(0, MOST_AT_FIRST);
  let survives = false;
  const curves = () => found.filter(([name]) => names.includes(name)).flatMap(([name, o]) => curve(name, o, summary.dates, survives));
  const frame = framed({
    id: "survival",
    title: "When it happens",
    note: "Share of trajectories by date. A state is the world on its date; what is done in a step is first seen in the state after it.",
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
        known.map((name, i) => ({ value: name, label: words(name), color: line(i) })),
        names,
        (values) => {
          names = values;
          frame.redraw();
        },
      ),
    ],
    draw: (width) => {
      const points = curves();
      const last = found
        .filter(([name]) => names.includes(name))
        .map(([name, o]) => `${words(name)} ${percent(survives ? 1 - o.count / o.of : o.count / o.of)}`);
      return {
        svg: plot(points, names, known, width, survives),
        description: `Share of trajectories in which an outcome has ${survives ? "not yet happened" : "happened"}, by ${day(
          summary.dates.at(-1)!,
        )}: ${last.join(", ") || "none chosen"}.`,
        table: {
          caption: `Share in which it has ${survives ? "not yet " : ""}happened`,
          columns: ["date", "outcome", "share", "ci95_low", "ci95_high"],
          rows: points.map((p) => [p.date.toISOString().slice(0, 10), p.name, p.share, p.low, p.high]),
        },
      };
    },
  });
  return frame;
}
