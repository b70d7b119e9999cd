// What stands behind the answer: extremes to look into, stories, numbers and where they are from, equations, how to
// make the page again, and what it does not claim.

import type { Equation, NumberUsed, PageData, Story, Summary } from "./data";
import { data, h, picker, scrolling } from "./dom";
import { day, number, whole, words } from "./format";
import { actorName, claimsOf, formula, glossary, inWords, startsClaimed } from "./names";

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/// The command that replays a trajectory of this run: its file, seed and what --set changed.
export function replayCommand(page: PageData, trajectory: number): string {
  const { manifest, summary } = page;
  const settings: string[] = [];
  manifest.command.forEach((word, i) => {
    const next = manifest.command[i + 1];
    if (word === "--set" && next !== undefined) settings.push("--set", next);
    else if (word.startsWith("--set=")) settings.push(word);
  });
  return ["brink", "replay", page.file, "--trajectory", String(trajectory), "--seed", String(summary.seed), ...settings]
    .map(quoted)
    .join(" ");
}

export function copyable(label: string, text: string): HTMLElement {
  const said = h("span", { role: "status", class: "said" });
  const button = h("button", { type: "button", "aria-label": `Copy: ${label}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "copied";
    } catch {
      said.textContent = "select the text and copy it";
    }
  });
  return h("div", { class: "command" }, h("pre", { tabindex: "0", "aria-label": label }, h("code", {}, text)), button, said);
}

export function extremes(page: PageData): HTMLElement | null {
  const { summary } = page;
  const rows = Object.entries(summary.extremes).flatMap(([measure, ends]) =>
    ends.highest[0] && ends.lowest[0] && ends.highest[0].value !== ends.lowest[0].value
      ? [
          { measure, end: "highest", ...ends.highest[0] },
          { measure, end: "lowest", ...ends.lowest[0] },
        ]
      : [],
  );
  const examples = Object.entries(summary.outcomes).flatMap(([name, outcome]) =>
    "example" in outcome && outcome.example !== null ? [{ name, trajectory: outcome.example }] : [],
  );
  if (rows.length === 0 && examples.length === 0) return null;
  const first = examples[0]?.trajectory ?? rows[0]!.trajectory;
  const row = (what: string, value: HTMLElement | string, trajectory: number, tied: string) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, what),
      h("td", { class: "number" }, value),
      h("td", { class: "number" }, data(trajectory, String(trajectory))),
      h("td", {}, tied),
    );
  return h(
    "section",
    { id: "extremes", "aria-labelledby": "extremes-title" },
    h("h2", { id: "extremes-title" }, "Trajectories to look into"),
    h("p", { class: "note" }, "Each can be told step by step, with who did what to whom and with what chance:"),
    copyable("the command that tells one trajectory", replayCommand(page, first)),
    scrolling(
      "Trajectories to look into",
      h(
        "table",
        { class: "told" },
        h("caption", {}, "One that stands for each outcome (the first that meets it in the median of the states that first met it), and the most extreme of each measure"),
        h("thead", {}, h("tr", {}, ...["What", "Value", "Trajectory", ""].map((t, c) => h("th", { scope: "col", class: c === 1 || c === 2 ? "number" : "" }, t || "Remark")))),
        h(
          "tbody",
          {},
          ...examples.map((e) => row(words(e.name), "median", e.trajectory, "")),
          ...rows.map((r) =>
            row(`${words(r.measure)}, ${r.end}`, data(r.value, number(r.value, 4)), r.trajectory, r.tied > 1 ? `the first of ${whole(r.tied)} alike` : ""),
          ),
        ),
      ),
    ),
  );
}

/// How many of its steps are told.
function howMany(story: Story): string {
  const told = story.steps.length;
  const of = story.eventful ?? told + (story.left ?? 0);
  if (told >= of) return "";
  return `${told} of the ${of} steps in which something happens are told: those that say most, among them the first act, the highest rung and every outcome first seen.`;
}

/// Some trajectories, each with its gist and step by step.
export function stories(page: PageData): HTMLElement | null {
  const told = page.stories ?? [];
  if (told.length === 0) return null;
  return h(
    "section",
    { id: "stories", "aria-labelledby": "stories-title" },
    h("h2", { id: "stories-title" }, "Trajectories told"),
    h("p", { class: "note" }, "What is done in a step is first seen in the state after it. p is the chance with which the rule chose what was chosen."),
    ...told.map((story) =>
      h(
        "article",
        { class: "card story" },
        h("h3", {}, inWords(page.summary, story.title)),
        h("p", {}, inWords(page.summary, story.gist)),
        h(
          "details",
          {},
          h("summary", {}, `Trajectory ${story.trajectory}, step by step`),
          howMany(story) ? h("p", { class: "note" }, howMany(story)) : null,
          h("ol", {}, ...story.steps.map((step) => h("li", {}, h("b", {}, day(step.date)), h("ul", {}, ...step.lines.map((l) => h("li", {}, l)))))),
          glossary(page.summary, story.steps.flatMap((step) => step.lines)),
          copyable("the command that tells this trajectory in full", replayCommand(page, story.trajectory)),
        ),
      ),
    ),
    (page.stories_recorded ?? 0) > told.length ? h("p", { class: "note" }, `${page.stories_recorded! - told.length} more are in summary.json.`) : null,
  );
}

const KINDS: [string, string][] = [
  ["draw", "Drawn anew in every step"],
  ["derived", "Reckoned from the state"],
  ["variable", "State"],
  ["action", "Actions"],
  ["decision", "How actors decide"],
  ["event", "Events"],
  ["outcome", "Outcomes"],
];

export function equations(summary: Summary): HTMLElement | null {
  const all = summary.equations ?? [];
  if (all.length === 0) return null;
  const claims = claimsOf(summary);
  const one = (e: Equation) => {
    const starts = e.kind === "variable" ? startsClaimed(claims, e.name) : "";
    return [
      h("dt", {}, formula(claims, e.head)),
      h("dd", {}, e.doc ? h("p", {}, e.doc) : null, starts ? h("p", { class: "starts" }, starts) : null, ...e.lines.map((text) => formula(claims, text))),
    ];
  };
  const group = ([kind, title]: [string, string]) => {
    const found = all.filter((e) => e.kind === kind);
    return found.length === 0
      ? null
      : h("details", kind === "variable" ? { open: true } : {}, h("summary", {}, `${title} (${found.length})`), h("dl", { class: "equations" }, ...found.flatMap(one)));
  };
  return h(
    "section",
    { id: "equations", "aria-labelledby": "equations-title" },
    h("h2", { id: "equations-title" }, "Equations"),
    h("p", { class: "note" }, "The model as it ran, in the words of the scenario. ", h("code", {}, "self"), " is the actor, ", h("code", {}, "other"), " or ", h("code", {}, "target"), " the one at the other end. x[A, B] is the x of A towards B."),
    claims.by.size === 0
      ? null
      : h(
          "p",
          { class: "note", id: "claim-key" },
          "† marks a number that a party to the events claims, where a formula names it or a variable starts from it: ",
          ...[...claims.by].map(([name, by], i) => `${i > 0 ? "; " : ""}${name} by ${actorName(summary, by)}`),
          ". What follows from it further on bears no mark.",
        ),
    ...KINDS.map(group),
  );
}

export function numbers(page: PageData): HTMLElement {
  const { summary } = page;
  const left = page.numbers_recorded - summary.numbers.length;
  const bases = ["sourced", "estimated", "assumed"];
  let basis = "all";
  let sought = "";
  const claims = claimsOf(summary);
  const body = h("tbody");
  const counted = h("p", { class: "note", role: "status" });
  const shows = (n: NumberUsed, basis: string) => {
    if (basis === "common") return n.common === true;
    if (n.common) return false;
    if (basis === "claimed") return n.claim_by !== undefined;
    if (basis === "unsaid") return n.basis === undefined;
    return basis === "all" || n.basis === basis;
  };
  const fill = () => {
    const text = (n: NumberUsed) => `${n.name} ${n.value} ${n.source ?? ""} ${n.claim_by ?? ""}`.toLowerCase();
    const found = summary.numbers.filter((n) => shows(n, basis) && text(n).includes(sought));
    body.replaceChildren(
      ...found.map((n) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, n.name, n.claim_by ? h("sup", { title: `claimed by ${n.claim_by}` }, "†") : null),
          h("td", {}, ...formula(claims, n.value).childNodes, n.unit ? ` ${n.unit}` : ""),
          h("td", {}, n.basis ?? "–", n.claim_by ? `, claimed by ${n.claim_by}` : ""),
          h("td", {}, n.source ?? "–"),
        ),
      ),
    );
    counted.textContent = `${whole(found.length)} rows shown.` + (left > 0 ? ` ${left} more stand in summary.json.` : "");
  };
  const p = summary.provenance;
  const everyones = new Set(summary.numbers.filter((n) => n.common && n.basis === undefined).map((n) => n.name.replace(/\[.*$/, ""))).size;
  const search = h("input", { type: "search", id: "number-search" });
  search.addEventListener("input", () => {
    sought = search.value.toLowerCase();
    fill();
  });
  fill();
  const rowsOf = (value: string) => summary.numbers.filter((n) => shows(n, value)).length;
  const choice = (value: string, label: string) => ({ value, label: `${label} (${whole(rowsOf(value))})` });
  return h(
    "section",
    { id: "numbers", "aria-labelledby": "numbers-title" },
    h("h2", { id: "numbers-title" }, "Numbers and where they are from"),
    h(
      "p",
      {},
      `The scenario has ${whole(p.written)} numbers: ${p.sourced} sourced, ${p.estimated} estimated, ${p.assumed} assumed, ` +
        `${p.unsaid} without a word on where they are from; ${p.claimed} claimed by a party. These are lines as written: one about several actors or pairs counts once here and has a row for each below, where the filter counts rows.` +
        (p.common
          ? ` ${whole(p.common)} starting values are nobody's own: where the scenario gives an actor or pair none, it starts from the one value that the variable has for all.` +
            (everyones > 0 && everyones <= p.unsaid ? ` Of the ${p.unsaid} lines without a word ${everyones} are such values for all; their rows stand under “starting values for all”.` : "")
          : ""),
    ),
    h(
      "div",
      { class: "controls" },
      picker(
        "Basis",
        [
          choice("all", "all but starting values for all"),
          ...bases.map((b) => choice(b, b)),
          choice("unsaid", "not said"),
          choice("claimed", "claimed by a party"),
          ...(p.common ? [choice("common", "starting values for all")] : []),
        ],
        "all",
        (value) => {
          basis = value;
          fill();
        },
      ),
      h("div", { class: "control" }, h("label", { for: "number-search" }, "Find"), search),
    ),
    counted,
    scrolling(
      "Numbers and where they are from",
      h(
        "table",
        { class: "wide" },
        h("caption", {}, "Numbers of the scenario; an actor's or a pair's stands with its place; † is claimed by a party to the events"),
        h("thead", {}, h("tr", {}, ...["Name", "Value", "Basis", "Source"].map((t) => h("th", { scope: "col" }, t)))),
        body,
      ),
    ),
  );
}

export function incidents(summary: Summary): HTMLElement | null {
  if (summary.incidents.length === 0) return null;
  return h(
    "section",
    { id: "incidents", class: "alert", "aria-labelledby": "incidents-title" },
    h("h2", { id: "incidents-title" }, "Warnings of the run"),
    h(
      "ul",
      {},
      ...summary.incidents.map((i) =>
        h("li", {}, `${i.what} (${whole(i.count)} times, in ${whole(i.trajectories)} trajectories; ${i.place})`),
      ),
    ),
  );
}

export function remake(page: PageData): HTMLElement {
  const { manifest, summary } = page;
  const command = ["brink", ...manifest.command.slice(1)].map(quoted).join(" ");
  const fact = (name: string, ...value: (Node | string)[]) => [h("dt", {}, name), h("dd", {}, ...value)];
  return h(
    "section",
    { id: "remake", "aria-labelledby": "remake-title" },
    h("h2", { id: "remake-title" }, "How to make this page again"),
    copyable("the command that makes this page again", command),
    h("p", { class: "note" }, "The same version, scenario, seed and number of trajectories give the same numbers to the last bit, on any machine and number of threads."),
    h(
      "dl",
      { class: "facts" },
      fact("Version", `brink ${summary.version}`),
      fact(page.others.length > 1 ? "Scenario shown" : "Scenario", page.file),
      page.others.length > 1 ? fact("Compared", page.others.map((one) => one.file).join(", ")) : [],
      fact("Digest", h("code", {}, summary.scenario.digest)),
      manifest.scenario ? fact("Layers", manifest.scenario.layers.join(" ← ")) : [],
      fact("Seed", data(summary.seed, String(summary.seed))),
      fact("Trajectories", data(summary.trajectories, whole(summary.trajectories))),
      summary.scenario.cutoff ? fact("Information to", summary.scenario.cutoff) : [],
      fact("Made", `${manifest.finished}, in ${number(manifest.run.seconds)} s on ${manifest.run.threads} threads (${manifest.run.isa})`),
    ),
  );
}

export function claims(summary: Summary): HTMLElement {
  const n = whole(summary.trajectories);
  const points: [string, string][] = [
    ["Not a forecast.", "It is a conditional simulation: what follows if the model and its numbers hold. Nothing here says that they do."],
    ["Chance is not ignorance.", `The intervals are of the simulation alone: what ${n} trajectories leave open. More trajectories make them narrow, and the model no truer. What is not known of the world stands in the ${whole(summary.provenance.written)} numbers, ${whole(summary.provenance.assumed)} of them assumed; where one is drawn from a distribution the spread of results holds that doubt too, where it is one value it does not.`],
    ["Never seen is not impossible.", `What happened in none of N trajectories may still have a chance of up to about 3 in N, here ${number(3 / summary.trajectories, 2)}.`],
    ["Words are shorthand.", "Likely, unlikely and the others are fixed ranges of chance (US Intelligence Community Directive 203); they carry no more confidence than the number beside them."],
    ["Claims stay claims.", "A number that a party to the events gave is marked with who gave it and is not thereby confirmed."],
  ];
  return h(
    "section",
    { id: "claims", "aria-labelledby": "claims-title" },
    h("h2", { id: "claims-title" }, "What this page does not claim"),
    h("ul", {}, ...points.map(([head, text]) => h("li", {}, h("b", {}, head), ` ${text}`))),
  );
}
