// How a quantity moves: the median with bands of 50, 80 and 95 %, a panel for each actor or pair; where only moments
// were recorded, the mean and one standard deviation about it.

import * as Plot from "@observablehq/plot";
import { type Framed, framed } from "./chart";
import { type PageData, type Series, seriesOf } from "./data";
import { type Table, across, h, picker, tableElement } from "./dom";
import { dateOf, day, number, words } from "./format";
import { claimsOf, spelled, startsClaimed } from "./names";

const MOST_PANELS = 12;

/// How much the middle of a series moves, set against the width of all that it can be.
function movement(series: Series): number {
  const middle = series.columns["q50"] ?? series.columns["mean"]!;
  const low = series.columns["q025"] ?? series.columns["mean"]!;
  const high = series.columns["q975"] ?? series.columns["mean"]!;
  const extent = Math.max(...high) - Math.min(...low);
  return extent > 0 ? (Math.max(...middle) - Math.min(...middle)) / extent + (series.columns["q50"] ? 1 : 0) : 0;
}

/// How far apart two scenarios' means ever are, set against the width of all that either is.
function apart(here: Series, there: Series | undefined): number {
  const [a, b] = [here.columns["mean"], there?.columns["mean"]];
  if (!a || !b) return 0;
  const at = (column: number[] | undefined, state: number) => column?.[state] ?? 0;
  const wide = [here, there!].flatMap((s) => s.columns["mean"]!.flatMap((m, i) => [m - at(s.columns["sd"], i), m + at(s.columns["sd"], i)])).filter(Number.isFinite);
  const extent = wide.reduce((most, v) => Math.max(most, v), -Infinity) - wide.reduce((least, v) => Math.min(least, v), Infinity);
  const gaps = a.map((m, i) => Math.abs(m - at(b, i))).filter(Number.isFinite);
  return extent > 0 ? Math.max(0, ...gaps) / extent : 0;
}

interface Quantity {
  name: string;
  shape: string;
  series: Series[];
  moving: Series[];
}

function quantitiesOf(all: Series[], weight: (series: Series) => number): Quantity[] {
  const byName = new Map<string, Series[]>();
  for (const series of all) byName.set(series.quantity, [...(byName.get(series.quantity) ?? []), series]);
  return [...byName.entries()].map(([name, series]) => ({
    name,
    shape: series[0]!.of === "" ? "Of the world" : series[0]!.of.includes(",") ? "Of pairs" : "Of actors",
    series,
    moving: series.filter((s) => s.moves).sort((a, b) => weight(b) - weight(a)),
  }));
}

interface Row {
  date: Date;
  panel: string;
  column: number;
  line: number;
  [quantile: string]: number | string | Date;
}

function rowsOf(series: Series, dates: string[], column: number, line: number): Row[] {
  const { columns } = series;
  return dates.map((date, state) => {
    const row: Row = { date: dateOf(date), panel: series.of || series.name, column, line };
    for (const [name, values] of Object.entries(columns)) row[name] = values[state]!;
    if (!columns["q50"]) {
      row["low"] = row["mean"] as number - (row["sd"] as number);
      row["high"] = row["mean"] as number + (row["sd"] as number);
    }
    return row;
  });
}

const BANDS: [string, string, number, string][] = [
  ["q025", "q975", 0.16, "95\u00a0%"],
  ["q10", "q90", 0.24, "80\u00a0%"],
  ["q25", "q75", 0.4, "50\u00a0%"],
];

function told(row: Row, unit: string): string {
  const n = (name: string) => number(row[name] as number, 4);
  const middle = "q50" in row ? `median ${n("q50")}` : `mean ${n("mean")}`;
  const bands = "q50" in row
    ? BANDS.map(([low, high, , share]) => `${share}: ${n(low)} to ${n(high)}`).reverse()
    : [`mean ± sd: ${n("low")} to ${n("high")}`];
  return [row.panel, (row.date.toISOString().slice(0, 10)), `${middle}${unit && ` ${unit}`}`, ...bands].join("\n");
}

function plot(shown: Series[], dates: string[], width: number, quantiles: boolean): SVGSVGElement {
  const columns = across(shown.length, width, 300);
  const rows = shown.flatMap((s, i) => rowsOf(s, dates, i % columns, Math.floor(i / columns)));
  const lines = Math.ceil(shown.length / columns);
  const facet = { fx: "column", fy: "line" };
  const height = shown.length === 1 ? Math.min(380, Math.max(240, width * 0.42)) : 50 + lines * 170;
  const bands = quantiles ? BANDS : ([["low", "high", 0.25, "mean ± sd"]] as typeof BANDS);
  const middle = quantiles ? "q50" : "mean";
  const unit = shown[0]!.unit;
  const titles = shown.map((s, i) => ({ panel: [s.of || words(s.name), unit].filter(Boolean).join(", "), column: i % columns, line: Math.floor(i / columns) }));
  return Plot.plot({
    width,
    height,
    marginLeft: 48,
    marginTop: 28,
    fx: { axis: null, padding: columns > 1 ? 0.08 : 0 },
    fy: { axis: null, padding: lines > 1 ? 0.14 : 0 },
    x: { type: "utc", label: null, ticks: Math.max(2, Math.floor(width / columns / 90)) },
    y: { grid: true, nice: true, label: null, ticks: 5 },
    marks: [
      ...bands.map(([y1, y2, opacity]) =>
        Plot.areaY(rows, { ...facet, x: "date", y1, y2, fill: "var(--line-0)", fillOpacity: opacity }),
      ),
      Plot.lineY(rows, { ...facet, x: "date", y: middle, stroke: "var(--line-0)", strokeWidth: 2 }),
      Plot.text(titles, { ...facet, text: "panel", frameAnchor: "top-left", dy: -16, fontWeight: 600, fontSize: 13 }),
      Plot.ruleX(rows, Plot.pointerX({ ...facet, x: "date", stroke: "var(--muted)" })),
      Plot.tip(rows, Plot.pointerX({ ...facet, x: "date", y: middle, title: (row: Row) => told(row, unit) })),
    ],
  }) as SVGSVGElement;
}

function tableOf(quantity: Quantity, shown: Series[], dates: string[]): Table {
  const names = [...new Set(shown.flatMap((s) => Object.keys(s.columns)))];
  return {
    caption: `${words(quantity.name)}, state by state`,
    columns: ["date", "series", ...names],
    rows: shown.flatMap((s) => dates.map((date, i) => [date, s.name, ...names.map((n) => s.columns[n]?.[i] ?? null)])),
  };
}

function legend(quantiles: boolean): HTMLElement {
  const swatch = (opacity: number, height: string, label: string) =>
    h(
      "li",
      {},
      h("span", { class: "swatch", style: `background:var(--line-0);opacity:${opacity};height:${height}`, "aria-hidden": "true" }),
      label,
    );
  // Bands lie over one another: what is seen of the inner ones is the sum.
  return quantiles
    ? h("ul", { class: "key" }, swatch(1, "3px", "median"), swatch(0.62, "0.9rem", "50\u00a0% of trajectories"), swatch(0.36, "0.9rem", "80\u00a0%"), swatch(0.16, "0.9rem", "95\u00a0%"))
    : h("ul", { class: "key" }, swatch(1, "3px", "mean"), swatch(0.25, "0.9rem", "one standard deviation about it"));
}

function description(quantity: Quantity, shown: Series[], dates: string[]): string {
  const last = dates.length - 1;
  const ends = shown.map((s) => {
    const middle = s.columns["q50"] ?? s.columns["mean"]!;
    const band = s.columns["q025"]
      ? `, 95\u00a0% of trajectories between ${number(s.columns["q025"][last]!)} and ${number(s.columns["q975"]![last]!)}`
      : "";
    return `${s.of || s.name}: from ${number(middle[0]!)} to ${number(middle[last]!)}${band}`;
  });
  return `${words(quantity.name)} from ${day(dates[0]!)} to ${day(dates[last]!)}. ${ends.join(". ")}.`;
}

/// The values at one state, for keyboards, fingers and screen readers; a slider chooses it.
function reading(dates: string[], shown: () => Series[]): { control: HTMLElement; update: () => void } {
  const slider = h("input", {
    type: "range",
    id: "fan-state",
    min: "0",
    max: String(dates.length - 1),
    value: String(dates.length - 1),
  });
  const out = h("div", { "aria-live": "polite" });
  const update = () => {
    const state = Number(slider.value);
    slider.setAttribute("aria-valuetext", day(dates[state]!));
    const rows = shown().map((s) => {
      const c = (name: string) => s.columns[name]?.[state];
      const n = (name: string) => number(c(name), 4);
      const band = (low: string, high: string) => (c(low) === undefined ? "–" : `${n(low)} to ${n(high)}`);
      return [s.name, n(c("q50") === undefined ? "mean" : "q50"), band("q25", "q75"), band("q10", "q90"), band("q025", "q975")];
    });
    const quantiles = shown().some((s) => s.columns["q50"]);
    const columns = ["series", quantiles ? "median" : "mean", "50\u00a0% within", "80\u00a0% within", "95\u00a0% within"];
    out.replaceChildren(
      tableElement({
        caption: `On ${day(dates[state]!)}`,
        columns: quantiles ? columns : columns.slice(0, 2),
        rows: quantiles ? rows : rows.map((row) => row.slice(0, 2)),
      }),
    );
  };
  slider.addEventListener("input", update);
  const label = h("label", { for: "fan-state" }, "Read off at");
  return { control: h("div", { class: "reading" }, h("div", { class: "control" }, label, slider), out), update };
}

export function fans(page: PageData): Framed | null {
  const dates = page.summary.dates;
  const { reference } = page;
  const there = new Map(reference ? seriesOf(reference).map((series) => [series.name, series]) : []);
  const all = seriesOf(page);
  const gaps = new Map(all.map((series) => [series, apart(series, there.get(series.name))]));
  // Beside a reference what differs from it says more than what moves; what is alike there is ranked by how it moves.
  const weight = (series: Series) => (reference && gaps.get(series)! > 0 ? 10 + gaps.get(series)! : movement(series));
  const quantities = quantitiesOf(all, weight).filter((q) => q.moving.length > 0);
  if (quantities.length === 0) return null;
  const most = (q: Quantity) => weight(q.moving[0]!);
  const ranked = [...quantities].sort((a, b) => most(b) - most(a));
  let quantity = ranked[0]!;
  const shown = () => quantity.moving.slice(0, MOST_PANELS);
  const note = h("p", { class: "note", "aria-live": "polite" });
  const read = reading(dates, shown);
  const shapes = ["Of the world", "Of actors", "Of pairs"];
  const choices = [...quantities]
    .sort((a, b) => shapes.indexOf(a.shape) - shapes.indexOf(b.shape) || (a.name < b.name ? -1 : 1))
    .map((q) => ({ value: q.name, label: words(q.name), group: q.shape }));
  const describe = () => {
    const quantiles = shown()[0]!.columns["q50"] !== undefined;
    const still = quantity.series.filter((s) => !s.moves);
    const first = still[0]?.columns["mean"]?.[0];
    const named = spelled(page.summary, quantity.name, shown()[0]!.of === "" ? [] : shown()[0]!.of.split(", "));
    const first_of = shown()[0]!.of === "" ? "" : `${shown()[0]!.name}: `;
    const claims = claimsOf(page.summary);
    const parts = [
      named && `${first_of}${named}.`,
      shown()[0]!.of.includes(",") && "[A, B] is of A towards B.",
      startsClaimed(claims, quantity.name) && `${startsClaimed(claims, quantity.name)}.`,
      quantiles
        ? ""
        : "Quantiles of pairs are kept where the scenario records them.",
      still.length > 0 && still.length <= 6 && `Never moves: ${still.map((s) => `${s.of} (${number(s.columns["mean"]![0])})`).join(", ")}.`,
      still.length > 6 && `${still.length} never move, ${still[0]!.of} at ${number(first)} among them.`,
      quantity.moving.length > MOST_PANELS && `The ${MOST_PANELS} of ${quantity.moving.length} that ${reference ? "differ" : "move"} most.`,
    ];
    note.textContent = parts.filter(Boolean).join(" ");
  };
  const frame = framed({
    id: "fan",
    title: "How it moves",
    note:
      `${page.series.length} of ${page.series_recorded} recorded series, to four digits; series.csv has all of them.` +
      (reference ? ` First shown: what differs most from “${reference.summary.scenario.title}”, by its mean set against what it spans.` : ""),
    controls: [
      picker("Quantity", choices, quantity.name, (name) => {
        quantity = quantities.find((q) => q.name === name)!;
        frame.redraw();
      }),
    ],
    legend: () => legend(shown()[0]!.columns["q50"] !== undefined),
    draw: (width) => {
      describe();
      read.update();
      return {
        svg: plot(shown(), dates, width, shown()[0]!.columns["q50"] !== undefined),
        description: description(quantity, shown(), dates),
        table: tableOf(quantity, shown(), dates),
      };
    },
  });
  const details = frame.element.querySelector("details")!;
  details.before(note, read.control);
  return frame;
}
