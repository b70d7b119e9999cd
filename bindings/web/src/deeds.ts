// Who did what: how often each actor takes each action, and, where it was counted, in which step.

import * as Plot from "@observablehq/plot";
import { type Framed, framed } from "./chart";
import { type Summary, sharesOf } from "./data";
import { picker } from "./dom";
import { dateOf, percent, words } from "./format";
import { matrix } from "./rungs";

type Measure = "ever" | "rate";

export function deeds(summary: Summary): Framed | null {
  const actors = Object.keys(summary.actions);
  const all = actors.flatMap((actor) =>
    Object.entries(summary.actions[actor]!).map(([action, rate]) => ({ actor, action, ...rate })),
  );
  const rungOf = (action: string) => all.find((a) => a.action === action)?.rung ?? 0;
  const names = (taken: boolean) =>
    [...new Set(all.filter((a) => !taken || (a.ever > 0 && a.action !== "hold")).map((a) => a.action))].sort(
      (a, b) => rungOf(b) - rungOf(a) || (a < b ? -1 : 1),
    );
  if (names(true).length === 0) return null;
  let measure: Measure = "ever";
  let taken = true;
  const frame: Framed = framed({
    id: "deeds",
    title: "Who does what",
    controls: [
      picker(
        "Show",
        [
          { value: "ever", label: "share of trajectories that ever take it" },
          { value: "rate", label: "share of steps in which it is taken" },
        ],
        measure,
        (value) => {
          measure = value as Measure;
          frame.redraw();
        },
      ),
      picker(
        "Actions",
        [
          { value: "taken", label: "that were taken" },
          { value: "all", label: "all, and holding" },
        ],
        "taken",
        (value) => {
          taken = value === "taken";
          frame.redraw();
        },
      ),
    ],
    note: `${summary.options.possible} of ${summary.options.of} options can be taken at all; a dash marks what fixed values shut out, an empty place what is not the actor's.`,
    draw: (width) => {
      const rows = names(taken);
      const cells = all
        .filter((a) => rows.includes(a.action))
        .map((a) => ({
          x: a.actor,
          y: a.action,
          value: a[measure],
          text: a.possible ? (a[measure] === 0 ? "0" : percent(a[measure])) : "–",
          title: a.possible
            ? `${a.actor}: ${words(a.action)}\never ${percent(a.ever, 2)} (95\u00a0% interval ${percent(a.ever_ci95[0], 2)} to ${percent(a.ever_ci95[1], 2)})\nin ${percent(a.rate, 2)} of steps`
            : `${a.actor}: ${words(a.action)}\ncan never be taken`,
        }));
      const longest = Math.max(...rows.map((name) => name.length));
      const margin = Math.min(Math.floor(width * 0.45), 20 + longest * 7);
      const most = [...all].sort((a, b) => b.ever - a.ever).filter((a) => a.action !== "hold").slice(0, 5);
      return {
        svg: matrix(cells, {
          width: Math.min(width, margin + actors.length * 130),
          x: actors,
          y: rows,
          xLabel: null,
          yLabel: null,
          marginLeft: margin,
          marginTop: 28,
        }),
        description: `Actions by actor. Most often ever taken: ${most
          .map((a) => `${a.actor} ${words(a.action)} ${percent(a.ever)}`)
          .join(", ")}.`,
        table: {
          caption: "Actions by actor",
          columns: ["actor", "action", "ever", "ever_ci95_low", "ever_ci95_high", "rate", "possible"],
          rows: all
            .filter((a) => rows.includes(a.action))
            .map((a) => [a.actor, a.action, a.ever, ...a.ever_ci95, a.rate, a.possible ? "yes" : "no"]),
        },
      };
    },
  });
  return frame;
}

/// Needs `by_step` of the actions.
export function deedsByStep(summary: Summary): Framed | null {
  const actors = Object.keys(summary.actions).filter((actor) =>
    Object.values(summary.actions[actor]!).some((action) => action.by_step && action.ever > 0),
  );
  if (actors.length === 0) return null;
  let actor = actors[0]!;
  const frame: Framed = framed({
    id: "deeds-by-step",
    title: "Who did what when",
    note: "Share of the trajectories still alive in which the actor takes the action in that step: the darker, the more. The number beside a row is its greatest share; point at a place, or open the numbers, for its own.",
    controls: [
      picker("Actor", actors.map((a) => ({ value: a, label: summary.actors?.[a] ?? a })), actor, (value) => {
        actor = value;
        frame.redraw();
      }),
    ],
    draw: (width) => {
      const rows = Object.entries(summary.actions[actor]!)
        .filter(([name, action]) => name !== "hold" && action.by_step && action.ever > 0)
        .flatMap(([name, action]) =>
          sharesOf(action.by_step!, summary.steps).map((share, step) => ({
            action: name,
            share,
            step,
            from: dateOf(summary.dates[step]!),
            to: dateOf(summary.dates[step + 1]!),
          })),
        );
      const names = [...new Set(rows.map((row) => row.action))];
      const margin = Math.min(Math.floor(width * 0.4), 20 + Math.max(...names.map((n) => n.length)) * 7);
      const tops = names.map((action) => ({ action, share: Math.max(...rows.filter((row) => row.action === action).map((row) => row.share)) }));
      const top = Math.max(...rows.map((row) => row.share));
      const peaks = names.map((name) => {
        const best = rows.filter((row) => row.action === name).reduce((a, b) => (b.share > a.share ? b : a));
        return `${words(name)} most often in the step of ${summary.dates[best.step]}, ${percent(best.share)}`;
      });
      return {
        svg: Plot.plot({
          width,
          height: 50 + names.length * 28,
          marginLeft: margin,
          marginRight: 56,
          x: { type: "utc", label: null, ticks: Math.max(2, Math.floor(width / 100)) },
          y: { type: "band", domain: names, label: null, tickFormat: words, tickSize: 0, padding: 0.12 },
          marks: [
            Plot.rect(rows, {
              x1: "from",
              x2: "to",
              y: "action",
              fill: "var(--heat)",
              // The square root lets what is rare be seen beside what is common.
              fillOpacity: (row: { share: number }) => Math.sqrt(row.share / top),
              inset: 0,
            }),
            Plot.text(tops, { x: () => dateOf(summary.dates[summary.steps]!), y: "action", text: (t: { share: number }) => percent(t.share), textAnchor: "start", dx: 6 }),
            Plot.tip(
              rows,
              Plot.pointer({
                x: "from",
                y: "action",
                title: (row: (typeof rows)[number]) =>
                  `${actor}: ${words(row.action)}\nstep of ${summary.dates[row.step]}: ${percent(row.share, 2)}`,
              }),
            ),
          ],
        }) as SVGSVGElement,
        description: `Actions of ${actor} by step: ${peaks.join("; ")}.`,
        table: {
          caption: `Actions of ${actor} by step`,
          columns: ["step", "date", "action", "share"],
          rows: rows.map((row) => [row.step, summary.dates[row.step]!, row.action, row.share]),
        },
      };
    },
  });
  return frame;
}
