// Which outcomes come together.

import { type Framed, framed } from "./chart";
import type { PageData, Summary } from "./data";
import { h, picker } from "./dom";
import { number, percent, whole, words } from "./format";
import { type Cell, matrix } from "./rungs";

const MOST_OUTCOMES = 12;

/// The outcomes of the matrix: those that answer the question, then those that hang together most with any other.
function chosen(summary: Summary): string[] {
  const strength = new Map<string, number>();
  for (const pair of summary.together) {
    for (const name of [pair.first, pair.second]) {
      strength.set(name, Math.max(strength.get(name) ?? 0, Math.abs(pair.correlation ?? 0)));
    }
  }
  const rank = (name: string) => (summary.headline.includes(name) ? 2 : 0) + strength.get(name)!;
  const best = [...strength.keys()].sort((a, b) => rank(b) - rank(a)).slice(0, MOST_OUTCOMES);
  return [...strength.keys()].filter((name) => best.includes(name));
}

export function together(page: PageData): Framed | null {
  const { summary } = page;
  const names = chosen(summary);
  const pairs = summary.together.filter(
    (pair) => pair.probability !== null && names.includes(pair.first) && names.includes(pair.second),
  );
  if (pairs.length === 0) return null;
  const shown = pairs.length < page.together_recorded ? `The ${pairs.length} of ${page.together_recorded} pairs that hang together most. ` : "";
  const letter = (name: string) => String(names.indexOf(name) + 1);
  let measure = "both";
  let named = true; // beside the rows there is room for names
  const frame: Framed = framed({
    id: "together",
    title: "Outcomes together",
    note: `${shown}Correlation is of the two happening at all: 1 if they always come together, −1 if one always comes without the other. Columns are numbered as the rows; ${names.length} is ${words(names.at(-1)!)}.`,
    controls: [
      picker(
        "Show",
        [
          { value: "both", label: "share of trajectories with both" },
          { value: "correlation", label: "correlation" },
        ],
        measure,
        (value) => {
          measure = value;
          frame.redraw();
        },
      ),
    ],
    legend: () =>
      named ? null : h("ul", { class: "key" }, ...names.map((name) => h("li", {}, h("b", {}, letter(name)), words(name)))),
    draw: (width) => {
      const longest = Math.max(...names.map((name) => name.length)) + 3;
      named = 20 + longest * 7 < width * 0.4;
      const rowName = (name: string) => (named ? `${letter(name)}  ${name}` : letter(name));
      const cells: Cell[] = pairs.map((pair) => {
        const value = measure === "both" ? pair.probability! : pair.correlation;
        const both = `both in ${percent(pair.probability, 2)} of ${whole(pair.of)}`;
        return {
          x: letter(pair.second),
          y: rowName(pair.first),
          value: value ?? 0,
          text: measure === "both" ? percent(value) : value === null ? "–" : number(value, 2),
          title: `${words(pair.first)}\nand ${words(pair.second)}\n${both}\ncorrelation ${number(pair.correlation, 3)}`,
        };
      });
      const margin = named ? 20 + longest * 7 : 24;
      const strong = pairs
        .filter((pair) => pair.correlation !== null)
        .sort((a, b) => Math.abs(b.correlation!) - Math.abs(a.correlation!))
        .slice(0, 3);
      return {
        svg: matrix(cells, {
          width: Math.max(Math.min(width, margin + names.length * 90), margin + names.length * 46),
          x: names.map(letter).slice(1),
          y: names.slice(0, -1).map(rowName),
          xLabel: null,
          yLabel: null,
          marginLeft: margin,
          fill: (cell) => (cell.value < 0 ? "var(--cold)" : "var(--heat)"),
        }),
        description: `Pairs of outcomes. Strongest: ${strong
          .map((pair) => `${words(pair.first)} with ${words(pair.second)}, correlation ${number(pair.correlation, 2)}`)
          .join("; ")}.`,
        table: {
          caption: "Outcomes together",
          columns: ["first", "second", "both", "ci95_low", "ci95_high", "count", "of", "correlation"],
          rows: pairs.map((p) => [p.first, p.second, p.probability, p.ci95?.[0] ?? null, p.ci95?.[1] ?? null, p.count, p.of, p.correlation]),
        },
      };
    },
  });
  return frame;
}
