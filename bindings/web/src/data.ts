// What the engine puts into the page: manifest.json and summary.json by their documented keys (docs/output.md), the
// series packed small. Keys marked optional may be absent; what they feed is then left out of the page.

export interface Proportion {
  probability: number | null;
  std_error: number | null;
  ci95: [number, number] | null;
  count: number;
  of: number;
}

export interface WhenOutcome extends Proportion {
  first_step: { q05: number; q25: number; q50: number; q75: number; q95: number } | null;
  first_step_counts: number[];
  example: number | null;
  given?: string;
  doc?: string;
}

export interface MeasureOutcome {
  mean: number | null;
  sd: number | null;
  std_error: number | null;
  q025: number | null;
  q05: number | null;
  q50: number | null;
  q95: number | null;
  q975: number | null;
  of?: number;
  given?: string;
  not_counted?: number;
  doc?: string;
}

export type Outcome = WhenOutcome | MeasureOutcome;

export interface ActionRate {
  rate: number;
  ever: number;
  ever_ci95: [number, number];
  possible: boolean;
  rung?: number;
  doc?: string;
  by_step?: Packed; // share of the trajectories still alive that took it in each step, in SHARES
}

export interface Transition {
  from: number;
  to: number;
  count: number;
  share: number;
}

export interface Extreme {
  trajectory: number;
  value: number;
  tied: number;
}

export interface NumberUsed {
  name: string;
  value: string;
  unit?: string;
  basis?: string;
  source?: string;
  claim_by?: string;
  common?: boolean;
}

/// An outcome that two scenarios have, on shared lanes. The difference is the other less the reference.
export interface ComparedOutcome {
  name: string;
  kind: "when" | "measure";
  headline: boolean;
  n: number;
  reference: number;
  other: number;
  difference: { estimate: number; low: number | null; high: number | null; told: "higher" | "lower" | "not_shown" };
  counts?: { both: number; only_reference: number; only_other: number; neither: number };
  not_counted?: number;
  variance: { independent: number; paired: number };
  saving: number | null;
  // when
  ratio?: { estimate: number; low: number; high: number } | null; // other over reference
  same_state?: number; // of `both`, those that first meet it in the same state
  alone?: { reference: number[]; other: number[] }; // trajectories in which it happened in one alone, by first state
  by_state?: { only_reference: Packed; only_other: Packed; low: Packed; high: Packed };
}

export interface PartingChoice {
  choice: "option" | "none" | "over";
  action?: string;
  target?: string;
  imposed?: boolean;
}

/// First partings of one actor from one choice to another, whatever the step.
export interface PartingKind {
  actor: string | null; // nothing: one of the two trajectories had ended
  track?: string;
  reference: PartingChoice;
  other: PartingChoice;
  count: number;
  example: number; // the lowest such trajectory
  steps: [number, number][]; // step, how many
}

export interface Partings extends Proportion {
  several: number;
  by_step: number[];
  kinds: PartingKind[]; // the most frequent first
  kinds_recorded: number;
}

/// A choice that differs in trajectories that come to an outcome in one alone.
export interface RouteLink {
  actor: string;
  track?: string;
  reference: PartingChoice;
  other: PartingChoice;
  count: number;
  date: string; // median
  reasoned: number;
  closed: number; // trajectories in which the act was open in one of the two alone
  reasons: { term: string; difference: number }[];
}

/// The outcome that tells the comparison, how trajectories come to it, and one of them in both.
export interface Divergence {
  outcome: string;
  kind: "when" | "measure";
  happens_in?: "other" | "reference";
  all?: number;
  looked_at?: number;
  first?: RouteLink[];
  last?: RouteLink[];
  none_last?: number;
  date?: string;
  median?: string;
  reference?: number;
  other?: number;
  trajectory: number;
  steps: { date: string; reference: string[]; other: string[] }[];
  left_out: number;
}

export interface OnlyHere {
  outcomes: string[];
  actors: string[];
  choices: string[];
  options: string[];
}

export interface Comparison {
  reference: string;
  other: string;
  trajectories: number;
  steps: number;
  same_clock: boolean;
  outcomes: ComparedOutcome[];
  conditioned: string[];
  parted: Partings;
  answered: Partings; // by a choice that nothing imposed
  only_reference: OnlyHere;
  only_other: OnlyHere;
  told?: Parted[];
  divergence?: Divergence | null;
}

/// A trajectory at the step in which the two part, in either.
export interface Parted {
  trajectory: number;
  date: string;
  actor: string;
  lines: string[];
}

/// One trajectory told step by step.
export interface Story {
  title: string; // `Typical: ...`
  trajectory: number;
  gist: string; // in one sentence
  steps: { date: string; lines: string[] }[];
  eventful?: number; // steps in which anything happened, told or not
  left?: number; // steps that the page has no room for
}

export interface Equation {
  kind: string; // `draw`, `derived`, `variable`, `action`, `decision`, `event`, `outcome`
  name: string;
  head: string;
  lines: string[];
  doc?: string;
}

export interface Summary {
  scenario: {
    title: string;
    name: string;
    digest: string;
    question?: string;
    marking?: string;
    cutoff?: string;
    doc?: string;
  };
  version: string;
  seed: number;
  trajectories: number;
  requested?: number;
  interrupted?: boolean;
  steps: number;
  step_unit?: string;
  dates: string[];
  outcomes: Record<string, Outcome>;
  headline: string[];
  actors?: Record<string, string>; // id -> name
  actions: Record<string, Record<string, ActionRate>>;
  options: { possible: number; of: number };
  peak_rung: Record<string, Record<string, number>>;
  transitions: Record<string, Transition[]>;
  together: ({ first: string; second: string; correlation: number | null } & Proportion)[];
  extremes: Record<string, { highest: Extreme[]; lowest: Extreme[] }>;
  numbers: NumberUsed[];
  incidents: { what: string; place: string; count: number; trajectories: number; share: number }[];
  provenance: {
    written: number;
    sourced: number;
    estimated: number;
    assumed: number;
    unsaid: number;
    claimed: number;
    common: number;
  };
  equations?: Equation[];
}

export interface Manifest {
  scenario?: { file: string; digest: string; layers: string[] }; // of a run
  reference?: string; // of a comparison
  command: string[];
  started: string;
  finished: string;
  run: { seconds: number; threads: number; block: number; isa: string };
}

/// Columns are whole multiples of `quantum`, each after the first as its difference from the one before; a column of
/// one number stays at it. Nothing (null) stands where no trajectory had a value.
export type Packed = (number | null)[];

interface PackedSeries {
  name: string;
  unit?: string;
  quantum: number;
  columns: Record<string, Packed>;
}

/// One scenario as it ran.
export interface ScenarioData {
  name: string;
  file: string;
  summary: Summary;
  series: PackedSeries[];
  series_recorded: number;
  rung: { quantum: number; actors: Record<string, Record<string, Packed>> };
  numbers_recorded: number;
  together_recorded: number;
  moves_recorded: number;
  stories?: Story[];
  stories_recorded?: number;
}

/// What stands in the page: of a run one scenario, of a comparison all that were compared.
export interface PageFile {
  manifest: Manifest;
  scenarios: ScenarioData[];
  comparisons: Comparison[];
}

/// A scenario as the page shows it, beside the reference if it is compared with one.
export interface PageData extends ScenarioData {
  manifest: Manifest;
  others: ScenarioData[]; // that were compared, this one among them
  comparison?: Comparison;
  reference?: ScenarioData;
}

/// The scenario that is shown first: the first that is not the reference.
export const shownFirst = (file: PageFile): string =>
  (file.comparisons[0]?.other ?? file.scenarios[0]!.name);

export function pageOf(file: PageFile, name: string): PageData {
  const find = (wanted: string) => file.scenarios.find((scenario) => scenario.name === wanted);
  const shown = find(name)!;
  const comparison = file.comparisons.find((one) => one.other === name);
  const reference = comparison && find(comparison.reference);
  return {
    ...shown,
    manifest: file.manifest,
    others: file.scenarios,
    ...(comparison ? { comparison } : {}),
    ...(reference ? { reference } : {}),
  };
}

/// One recorded quantity over the states of the run.
export interface Series {
  name: string; // `threat[RED]`
  quantity: string; // `threat`
  of: string; // `RED`, `RED, BLUE`, or empty for the world
  unit: string;
  moves: boolean; // its mean or spread ever changes
  columns: Record<string, number[]>;
}

export const isWhen = (outcome: Outcome): outcome is WhenOutcome => "probability" in outcome;

function unpacked(packed: Packed, quantum: number, length: number): number[] {
  // A quantum below one is the inverse of a whole number: dividing gives the decimals as written.
  const scale = quantum < 1 ? Math.round(1 / quantum) : 1;
  let units = 0;
  return Array.from({ length }, (_, state) => {
    const step = packed[state];
    if (step === null) return NaN;
    units += step ?? 0;
    return quantum < 1 ? units / scale : units * quantum;
  });
}

/// What has come about by one state, in trajectories of both.
export interface ComparedState {
  only_reference: number;
  only_other: number;
  difference: number;
  low: number;
  high: number;
}

/// By each state that both have; nothing where the page had no room for it.
export function statesOf(outcome: ComparedOutcome, states: number): ComparedState[] {
  const packed = outcome.by_state;
  if (!packed || !outcome.alone) return [];
  const length = Math.min(outcome.alone.reference.length, outcome.alone.other.length, states);
  const column = (values: Packed, quantum: number) => unpacked(values, quantum, length);
  const [reference, other] = [column(packed.only_reference, 1), column(packed.only_other, 1)];
  const [low, high] = [column(packed.low, 1e-6), column(packed.high, 1e-6)];
  return reference.map((only_reference, s) => ({
    only_reference,
    only_other: other[s]!,
    difference: (other[s]! - only_reference) / outcome.n,
    low: low[s]!,
    high: high[s]!,
  }));
}

/// What shares by step are whole multiples of.
const SHARES = 1e-4;

/// Of an action, the share of the trajectories still alive that took it in each step.
export const sharesOf = (packed: Packed, steps: number): number[] => unpacked(packed, SHARES, steps);

/// By actor and rung: the share of the trajectories still alive in each step.
export function rungsOf(data: PageData): Map<string, Map<number, number[]>> {
  const { quantum, actors } = data.rung;
  const steps = data.summary.steps;
  return new Map(
    Object.entries(actors).map(([actor, rungs]) => [
      actor,
      new Map(Object.entries(rungs).map(([rung, shares]) => [Number(rung), unpacked(shares, quantum, steps)])),
    ]),
  );
}

export function seriesOf(data: ScenarioData): Series[] {
  const states = data.summary.dates.length;
  return data.series.map((packed) => {
    const bracket = packed.name.indexOf("[");
    const columns: Record<string, number[]> = {};
    for (const [name, column] of Object.entries(packed.columns)) {
      columns[name] = unpacked(column, packed.quantum, states);
    }
    return {
      name: packed.name,
      quantity: bracket < 0 ? packed.name : packed.name.slice(0, bracket),
      of: bracket < 0 ? "" : packed.name.slice(bracket + 1, -1),
      unit: packed.unit ?? "",
      moves: Object.values(packed.columns).some((column) => column.length > 1),
      columns,
    };
  });
}

export function readPage(): PageFile {
  return JSON.parse(document.getElementById("brink-data")?.textContent ?? "null") as PageFile;
}
