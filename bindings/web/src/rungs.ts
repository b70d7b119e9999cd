// Rungs of the ladder: shares by actor and step, and the moves from rung to rung.

import * as Plot from "@observablehq/plot";
import { type Framed, framed } from "./chart";
import { rungColor } from "./colors";
import { type PageData, type Summary, rungsOf } from "./data";
import { across, h, picker } from "./dom";
import { dateOf, percent, whole, words } from "./format";

/// The actions that stand at a rung, where the data says so: `5: mobilise, show force`.
function rungLabel(summary: Summary, rung: number): string {
  const names = new Set<string>();
  for (const actions of Object.values(summary.actions)) {
    for (const [name, action] of Object.entries(actions)) {
      if (action.rung === rung && action.possible) names.add(words(name));
    }
  }
  const list = [...names];
  return list.length === 0 ? "" : list.length > 3 ? `${list.slice(0, 3).join(", ")} …` : list.join(", ");
}

/// The rungs between the lowest and the highest that no action stands at.
export function gapsText(summary: Summary): string {
  const used = new Set([0, ...Object.values(summary.actions).flatMap((actions) => Object.values(actions).map((one) => one.rung ?? 0))]);
  const low = Math.min(...used);
  const gaps = Array.from({ length: Math.max(...used) - low }, (_, i) => low + i).filter((rung) => !used.has(rung));
  if (gaps.length === 0 || gaps.length > 20) return "";
  const list = gaps.length === 1 ? `rung ${gaps[0]}` : `rungs ${gaps.slice(0, -1).join(", ")} and ${gaps.at(-1)}`;
  return ` No action of the scenario stands at ${list}.`;
}

const actorLabel = (summary: Summary, id: string): string =>
  summary.actors?.[id] && summary.actors[id] !== id ? `${summary.actors[id]} (${id})` : id;

export function rungs(page: PageData): Framed | null {
  const { summary } = page;
  const shares = rungsOf(page);
  const actors = [...shares.keys()].filter((actor) => shares.get(actor)!.size > 1);
  if (actors.length === 0) return null;
  const known = [...new Set(actors.flatMap((a) => [...shares.get(a)!.keys()]))].sort((a, b) => a - b);
  const rows = actors.flatMap((actor) =>
    known.flatMap((rung) =>
      (shares.get(actor)!.get(rung) ?? []).map((share, step) => ({
        actor,
        rung,
        share,
        iso: summary.dates[step]!,
        date: dateOf(summary.dates[step]!),
      })),
    ),
  );
  return framed({
    id: "rungs",
    title: "Rung by actor and step",
    note: `Share of the trajectories still alive in which the actor stands at each rung in that step: its highest act.${gapsText(summary)}`,
    legend: () =>
      h(
        "ul",
        { class: "key" },
        ...known.map((rung) => {
          const label = rungLabel(summary, rung);
          return h(
            "li",
            {},
            h("span", { class: "swatch", style: `background:${rungColor(rung, known)}`, "aria-hidden": "true" }),
            h("b", {}, `${rung}`),
            label && ` ${label}`,
          );
        }),
      ),
    draw: (width) => {
      const columns = across(actors.length, width, 300);
      const place = (actor: string) => ({
        column: actors.indexOf(actor) % columns,
        line: Math.floor(actors.indexOf(actor) / columns),
      });
      const placed = rows.map((row) => ({ ...row, ...place(row.actor) }));
      const lines = Math.ceil(actors.length / columns);
      const svg = Plot.plot({
        width,
        height: 50 + lines * 190,
        marginLeft: 48,
        marginTop: 28,
        fx: { axis: null, padding: columns > 1 ? 0.08 : 0 },
        fy: { axis: null, padding: lines > 1 ? 0.16 : 0 },
        x: { type: "utc", label: null, ticks: Math.max(2, Math.floor(width / columns / 90)) },
        y: { domain: [0, 1], label: null, ticks: 4, tickFormat: (v: number) => `${Math.round(100 * v)} %` },
        color: { type: "categorical", domain: known, range: known.map((r) => rungColor(r, known)) },
        marks: [
          Plot.areaY(placed, Plot.stackY({ order: known.map(String) as never }, {
            fx: "column",
            fy: "line",
            x: "date",
            y: "share",
            z: (row: { rung: number }) => String(row.rung),
            fill: "rung",
            curve: "step-after",
          })),
          Plot.text(
            actors.map((actor) => ({ text: actorLabel(summary, actor), ...place(actor) })),
            { fx: "column", fy: "line", text: "text", frameAnchor: "top-left", dy: -16, fontWeight: 600, fontSize: 13 },
          ),
          Plot.tip(
            placed,
            Plot.pointer(
              Plot.stackY({ order: known.map(String) as never }, {
                fx: "column",
                fy: "line",
                x: "date",
                y: "share",
                z: (row: { rung: number }) => String(row.rung),
                title: (row: (typeof placed)[number]) => `${row.actor}, ${row.iso}\nrung ${row.rung}: ${percent(row.share)}`,
              }),
            ),
          ),
        ],
      }) as SVGSVGElement;
      const told = actors.map((actor) => {
        const peak = Object.entries(summary.peak_rung[actor] ?? {}).sort((a, b) => b[1] - a[1])[0];
        return peak ? `${actor}: highest rung most often ${peak[0]}, in ${percent(peak[1])} of trajectories` : actor;
      });
      return {
        svg,
        description: `Shares of trajectories by rung and step. ${told.join(". ")}.`,
        table: {
          caption: "Share at each rung, step by step",
          columns: ["step", "date", "actor", "rung", "share"],
          rows: rows.map((row) => [summary.dates.indexOf(row.iso), row.iso, row.actor, row.rung, row.share]),
        },
      };
    },
  });
}

export function peaks(summary: Summary): Framed | null {
  const rows = Object.entries(summary.peak_rung).flatMap(([actor, shares]) =>
    Object.entries(shares).map(([rung, share]) => ({ actor, rung: Number(rung), share })),
  );
  if (rows.length === 0) return null;
  const known = [...new Set(rows.map((row) => row.rung))].sort((a, b) => a - b);
  return framed({
    id: "peaks",
    title: "Highest rung ever reached",
    note: `Share of trajectories by the highest rung that the actor reaches in it.${gapsText(summary)}`,
    draw: (width) => ({
      svg: matrix(rows.map((r) => ({ x: String(r.rung), y: r.actor, value: r.share, text: percent(r.share) })), {
        width: Math.min(width, 70 + known.length * 110),
        x: known.map(String),
        xLabel: "rung",
        yLabel: null,
        marginLeft: 60,
      }),
      description: `Highest rung by actor: ${rows.map((r) => `${r.actor} rung ${r.rung} ${percent(r.share)}`).join(", ")}.`,
      table: {
        caption: "Highest rung ever reached",
        columns: ["actor", "rung", "share"],
        rows: rows.map((r) => [r.actor, r.rung, r.share]),
      },
    }),
  });
}

export interface Cell {
  x: string;
  y: string;
  value: number;
  text: string;
  title?: string;
}

/// Without decimals, for cells that have no room for them.
function short(cell: Cell): string {
  if (!cell.text.includes("%")) return cell.text;
  const rounded = Math.round(100 * cell.value);
  return rounded === 0 && cell.value > 0 ? "<1%" : rounded === 100 && cell.value < 1 ? ">99%" : `${rounded}%`;
}

/// Cells shaded by value from 0 to 1, with the number written in each.
export function matrix(
  cells: Cell[],
  options: {
    width: number;
    x: string[];
    y?: string[];
    xLabel: string | null;
    yLabel: string | null;
    marginLeft: number;
    marginTop?: number;
    tickRotate?: number;
    fill?: (cell: Cell) => string;
  },
): SVGSVGElement {
  const y = options.y ?? [...new Set(cells.map((cell) => cell.y))];
  const roomy = (options.width - options.marginLeft) / options.x.length > 54;
  // Never so strong that the number in it could not be read.
  const strength = (cell: Cell) => (cell.value === 0 ? 0.03 : 0.08 + 0.58 * Math.min(1, Math.abs(cell.value)));
  return Plot.plot({
    width: options.width,
    height: (options.marginTop ?? 44) + 10 + y.length * 30,
    marginLeft: options.marginLeft,
    marginTop: options.marginTop ?? 44,
    marginBottom: 8,
    padding: 0.06,
    x: { domain: options.x, axis: "top", label: options.xLabel, tickSize: 0, tickRotate: options.tickRotate ?? 0 },
    y: { domain: y, label: options.yLabel, tickSize: 0, tickFormat: words },
    marks: [
      Plot.cell(cells, { x: "x", y: "y", fill: options.fill ?? (() => "var(--heat)"), fillOpacity: strength }),
      Plot.text(cells, {
        x: "x",
        y: "y",
        text: roomy ? "text" : short,
        fill: "var(--ink)",
      }),
      Plot.tip(cells, Plot.pointer({ x: "x", y: "y", title: (cell: Cell) => cell.title ?? `${cell.y}, ${cell.x}: ${cell.text}` })),
    ],
  }) as SVGSVGElement;
}

export function transitions(page: PageData): Framed | null {
  const { summary } = page;
  const actors = Object.keys(summary.transitions).filter((actor) => summary.transitions[actor]!.length > 1);
  if (actors.length === 0) return null;
  let actor = actors[0]!;
  const frame: Framed = framed({
    id: "transitions",
    title: "Moves from rung to rung",
    note:
      "Of the steps begun at a rung (row), the share that the next step finds at each rung (column)." +
      (page.moves_recorded > Object.keys(summary.transitions).length
        ? ` The ${Object.keys(summary.transitions).length} of ${page.moves_recorded} actors that move most; summary.json has all.`
        : ""),
    controls: [
      picker("Actor", actors.map((a) => ({ value: a, label: actorLabel(summary, a) })), actor, (value) => {
        actor = value;
        frame.redraw();
      }),
    ],
    draw: (width) => {
      const moves = summary.transitions[actor]!;
      const to = [...new Set(moves.map((m) => m.to))].sort((a, b) => a - b).map(String);
      const from = [...new Set(moves.map((m) => m.from))].sort((a, b) => a - b).map(String);
      const cells = moves.map((m) => ({
        x: String(m.to),
        y: String(m.from),
        value: m.share,
        text: percent(m.share),
        title: `${actor}: from rung ${m.from} to ${m.to}\n${percent(m.share, 2)} (${whole(m.count)} steps)`,
      }));
      const stays = moves.filter((m) => m.from === m.to).map((m) => `${m.from} stays in ${percent(m.share)}`);
      return {
        svg: matrix(cells, { width: Math.min(width, 80 + to.length * 110), x: to, y: from, xLabel: "to rung", yLabel: "from rung", marginLeft: 50 }),
        description: `Moves of ${actor} between rungs. Rung ${stays.join(", ")}.`,
        table: {
          caption: `Moves of ${actor} from rung to rung`,
          columns: ["from", "to", "count", "share"],
          rows: moves.map((m) => [m.from, m.to, m.count, m.share]),
        },
      };
    },
  });
  return frame;
}
