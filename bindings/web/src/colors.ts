// Colours by meaning. Those of lines are variables of the style sheet, so that light and dark differ.

/// How many lines have colours of their own.
const LINES = 16;
export const line = (index: number): string => `var(--line-${index % LINES})`;

/// Half of the colours are of solid lines; the others, near to those, and whatever comes beyond them are dashed.
const DASHES = ["", "9 4", "14 3 3 3", "6 3 2 3 2 3"];
const DOTS = ["2 4", "9 4 2 4", "14 3 3 3 2 4", "6 3 2 3 2 6"];
export const dashes = (index: number, dotted: boolean): string => (dotted ? DOTS : DASHES)[Math.floor(index / 8) % DASHES.length]!;

type Rgb = [number, number, number];
const CLIMB: Rgb[] = [
  [253, 224, 150],
  [250, 170, 85],
  [238, 108, 58],
  [205, 45, 50],
  [128, 10, 50],
];
const DESCENT: Rgb[] = [
  [178, 222, 210],
  [70, 158, 150],
  [12, 92, 100],
];

function between(stops: Rgb[], at: number): string {
  const place = Math.min(1, Math.max(0, at)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const mix = stops[low]!.map((c, i) => Math.round(c + (place - low) * (stops[low + 1]![i]! - c)));
  return `rgb(${mix.join(", ")})`;
}

/// Rung 0 is grey; above it from yellow to dark red, below it from pale to dark green, by place among the rungs.
export function rungColor(rung: number, rungs: number[]): string {
  if (rung === 0) return "var(--hold)";
  const side = rungs.filter((r) => Math.sign(r) === Math.sign(rung)).sort((a, b) => Math.abs(a) - Math.abs(b));
  const at = side.length > 1 ? side.indexOf(rung) / (side.length - 1) : 0.6;
  return between(rung > 0 ? CLIMB : DESCENT, at);
}
