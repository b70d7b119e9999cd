// Numbers, dates and chances as people read them; the same words as in the terminal.

const WORDS: [number, string][] = [
  [0.01, "remote"],
  [0.05, "almost no chance"],
  [0.2, "very unlikely"],
  [0.45, "unlikely"],
  [0.55, "roughly even chance"],
  [0.8, "likely"],
  [0.95, "very likely"],
  [0.99, "almost certain"],
];

/// Word of estimative probability (US Intelligence Community Directive 203).
export function estimativeWord(count: number, of: number): string {
  if (of === 0) return "of no trajectory";
  if (count === 0) return `never seen in ${whole(of)}`;
  if (count === of) return `always seen in ${whole(of)}`;
  return WORDS.find(([limit]) => count / of < limit)?.[1] ?? "nearly certain";
}

// Kept, since to make a format takes as long as a hundred uses of it.
const formats = new Map<string, Intl.NumberFormat>();
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/// With so many decimals, at least and at most, and groups of three digits.
function grouped(value: number, least: number, most: number): string {
  const key = `${least} ${most}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
    formats.set(key, format);
  }
  return format.format(value);
}

export const whole = (n: number): string => grouped(n, 0, 0);

/// About `digits` significant digits, no exponent where it can be helped.
export function number(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-5 || size >= 1e12)) return value.toExponential(digits - 1).replace("-", "−");
  const decimals = size === 0 ? 0 : Math.min(12, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  return grouped(value, 0, decimals).replace("-", "−");
}

/// How many decimals of a percentage its interval allows: those that tell half its width to a digit or two.
export function percentDecimals(ci95: [number, number] | null): number {
  const half = ci95 ? (50 * (ci95[1] - ci95[0])) : 0;
  return half > 0 ? Math.min(4, Math.max(0, Math.ceil(0.4 - Math.log10(half)))) : 1;
}

export function percent(share: number | null, decimals = 1): string {
  if (share === null) return "–";
  const text = (100 * share).toFixed(decimals);
  const least = 10 ** -decimals;
  if (share > 0 && Number(text) === 0) return `<${least.toFixed(decimals)}\u00a0%`;
  if (share < 1 && Number(text) === 100) return `>${(100 - least).toFixed(decimals)}\u00a0%`;
  return `${text}\u00a0%`;
}

/// A mean with the decimals that its standard error bears: to the first digit of half its 95 % interval.
export function borne(mean: number, error: number): string {
  const decimals = error > 0 ? Math.min(10, Math.max(0, -Math.floor(Math.log10(1.96 * error)))) : 3;
  return grouped(mean, decimals, decimals).replace("-", "−");
}

/// A mean and its standard error with one number of decimals, two digits of the error.
export function withError(mean: number, error: number): [string, string] {
  const decimals = error > 0 ? Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(error)))) : 3;
  const show = (value: number) => grouped(value, decimals, decimals).replace("-", "−");
  return [show(mean), show(error)];
}

export const dateOf = (iso: string): Date => new Date(`${iso}T00:00:00Z`);

export const day = (iso: string): string => days.format(dateOf(iso));

const capitals = new Map<string, string>();

/// Learns the words that texts write with a capital within a sentence, or names anywhere, and no text without.
export function learnCapitals(texts: string[], names: string[]): void {
  const plain = new Set<string>();
  capitals.clear();
  const learn = (text: string, begins: boolean) => {
    for (const match of text.matchAll(/\p{L}+/gu)) {
      const word = match[0];
      const lower = word.toLowerCase();
      if (word === lower) plain.add(word);
      else if (!begins || !/(^|[.!?:;"“(])\s*$/.test(text.slice(0, match.index))) capitals.set(lower, word);
    }
  };
  for (const text of texts) learn(text, true);
  for (const name of names) learn(name, false);
  for (const word of plain) capitals.delete(word);
}

/// `north_korean_combat` -> `North Korean combat`: the scenario's own capitals, else as written
export const words = (name: string): string =>
  name.replaceAll("_", " ").replace(/\p{L}+/gu, (word) => (word === word.toLowerCase() ? (capitals.get(word) ?? word) : word));

/// Decimals that show two digits of a number of this size.
export const decimalsFor = (size: number): number =>
  size > 0 && Number.isFinite(size) ? Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(size)))) : 0;

/// With its sign; what the decimals make 0 has none.
export function signed(value: number, decimals: number): string {
  const text = grouped(value, decimals, decimals);
  if (!/[1-9]/.test(text)) return text.replace("-", "");
  return value < 0 ? text.replace("-", "−") : `+${text}`;
}
