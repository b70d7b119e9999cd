// Colours by meaning. Those of lines are variables of the style sheet, so that light and dark differ.

/// How many lines have colours of their own; those beyond are dashed.
export const LINES = 8;
export const line = (index: number): string => `var(--line-${index % LINES})`;

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
