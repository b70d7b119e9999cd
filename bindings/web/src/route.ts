// How trajectories come to what differs, and one of them told in both scenarios side by side.

import { choiceText, referenceTitle } from "./compare";
import type { Divergence, PageData, RouteLink, Summary } from "./data";
import { h } from "./dom";
import { day, decimalsFor, number, percent, signed, whole, words } from "./format";
import { actorName, glossary } from "./names";
import { replayCommand, copyable } from "./sources";

const who = (summary: Summary, id: string): string => {
  const name = actorName(summary, id);
  return name === id ? id : `${name} (${id})`;
};

/// `Russia (RUS): here show force → KOR, there hold`
const linkText = (summary: Summary, link: RouteLink): string =>
  `${who(summary, link.actor)} (here ${choiceText(link.other)}, there ${choiceText(link.reference)})`;

function reasonsText(link: RouteLink): string {
  if (link.closed > link.count / 2) return `; in ${percent(link.closed / link.count, 0)} of these the act was open to it in one of the two alone`;
  if (link.reasons.length === 0) return "";
  const decimals = decimalsFor(Math.abs(link.reasons[0]!.difference));
  const apart = (difference: number) => `${difference < 0 ? "lower" : "higher"} by ${signed(difference, decimals).replace(/^[+−]/, "")}`;
  // A utility that is not in parts has this one.
  if (link.reasons[0]!.term === "utility") return `; what it expects of that is ${apart(link.reasons[0]!.difference)} here on average`;
  const terms = link.reasons.map((one) => `${one.term} ${apart(one.difference)}`);
  return `; what speaks for that and differs most: ${terms.join(", ")} here, on average`;
}

const sides = (told: Divergence): string => (told.happens_in === "other" ? "happens here and not there" : "happens there and not here");

/// In one or two sentences, what is seen on the way from the first difference to the outcome.
export function routeText(page: PageData): string | null {
  const told = page.comparison?.divergence;
  if (!told || told.kind !== "when" || !told.looked_at) return null;
  const { summary } = page;
  const of = told.looked_at;
  const share = (link: RouteLink) => percent(link.count / of, 0);
  const parts = [`In ${whole(told.all!)} trajectories ${words(told.outcome)} ${sides(told)}${of < told.all! ? ` (the first ${whole(of)} are counted here)` : ""}.`];
  const last = told.last?.[0];
  if (last && last.count > told.none_last!) parts.push(`In the step that brings it, the choice that differs most often, in ${share(last)}, is that of ${linkText(summary, last)}${reasonsText(last)}.`);
  if (told.none_last && told.none_last > of / 5)
    parts.push(`In ${percent(told.none_last / of, 0)} no choice differs in that step: what was done earlier brings it.`);
  const first = told.first?.[0];
  if (first)
    parts.push(`On the way there, the first choice of an actor's own that differs is most often, in ${share(first)}, that of ${linkText(summary, first)}, in the median in the step of ${day(first.date)}${reasonsText(first)}.`);
  parts.push("This is what is seen in these trajectories, no proof of what causes what.");
  return parts.join(" ");
}

/// Why this trajectory was chosen.
function whyChosen(page: PageData, told: Divergence): string {
  const { summary } = page;
  if (told.kind === "measure")
    return `Of what differs between the two, ${words(told.outcome)} says most, and in this trajectory it differs most: ${number(told.other, 4)} here, ${number(told.reference, 4)} there.`;
  const headline = summary.headline.includes(told.outcome) ? "the first headline outcome whose difference is shown" : "an outcome whose difference is shown";
  const nearest = told.date === told.median ? "at" : "nearest to";
  return (
    `Chosen because ${words(told.outcome)} is ${headline}, and it ${sides(told)} in this trajectory, first seen ${day(told.date!)}: ` +
    `of the ${told.looked_at! < told.all! ? `first ${whole(told.looked_at!)} of ` : ""}${whole(told.all!)} in which that is so, the one ${nearest} their median date, ${day(told.median!)}.`
  );
}

/// The trajectory that tells the comparison, here and there side by side where they differ.
export function sideBySide(page: PageData): HTMLElement | null {
  const told = page.comparison?.divergence;
  if (!told || told.steps.length === 0) return null;
  const side = (name: string, lines: string[]) =>
    h("div", {}, h("b", {}, name), lines.length === 0 ? h("p", { class: "note" }, "nothing that differs") : h("ul", {}, ...lines.map((text) => h("li", {}, text))));
  const texts = told.steps.flatMap((step) => [...step.reference, ...step.other]);
  return h(
    "article",
    { class: "card twins", id: "side-by-side" },
    h("h3", {}, `One trajectory in both, side by side: ${words(told.outcome)}`),
    h("p", {}, whyChosen(page, told)),
    h("p", { class: "note" }, `Only what differs: here “${page.summary.scenario.title}”, there “${referenceTitle(page)}”. p is the chance with which the rule chose what was chosen, and of what the other side chose the chance that it had on this one. Chance draws alike in both.`),
    h(
      "ol",
      {},
      ...told.steps.map((step, i) =>
        h(
          "li",
          {},
          h("h4", {}, day(step.date), i === 0 ? " – the two part" : ""),
          h("div", { class: "pair" }, side("Here", step.other), side("There", step.reference)),
        ),
      ),
    ),
    told.left_out > 0 ? h("p", { class: "note" }, `${told.left_out} more steps in which something differs are left out.`) : null,
    glossary(page.summary, texts),
    copyable("the command that tells this trajectory in full", replayCommand(page, told.trajectory)),
  );
}
