// Names of a scenario in words: capitals as its own texts write them, pairs spelled out by what its variables say of
// themselves, and numbers that a party claims marked where they are read.

import type { Summary } from "./data";
import { h } from "./dom";
import { learnCapitals, words } from "./format";

/// Learns which words of this scenario are proper: those that its texts write with a capital within a sentence and
/// never without.
export function learnNames(summary: Summary): void {
  const texts = [summary.scenario.question, summary.scenario.doc, ...Object.values(summary.outcomes).map((one) => one.doc)];
  for (const actions of Object.values(summary.actions)) texts.push(...Object.values(actions).map((one) => one.doc));
  texts.push(...(summary.equations ?? []).map((one) => one.doc));
  learnCapitals(texts.filter((text) => text !== undefined), Object.values(summary.actors ?? {}));
}

/// A text in which the names of outcomes and actions stand in words.
export function inWords(summary: Summary, text: string): string {
  const known = new Set([...Object.keys(summary.outcomes), ...Object.values(summary.actions).flatMap((one) => Object.keys(one))]);
  return text.replace(/[A-Za-z]\w*_\w*/g, (name) => (known.has(name) ? words(name) : name)).replaceAll(" -> ", " → ");
}

export const actorName = (summary: Summary, id: string): string => summary.actors?.[id] ?? id;

/// What the scenario says of a quantity of an actor or pair, with their names for self and other; nothing if it says
/// nothing.
export function spelled(summary: Summary, quantity: string, of: string[]): string | undefined {
  const doc = summary.equations?.find((one) => one.kind === "variable" && one.name === quantity)?.doc;
  if (doc === undefined) return undefined;
  const [self, other] = of.map((id) => actorName(summary, id));
  const told = doc
    .replace(/\bself's\b/g, self ? `${self}'s` : "$&")
    .replace(/\bother's\b/g, other ? `${other}'s` : "$&")
    .replace(/\bself\b/g, self ?? "$&")
    .replace(/\bother\b(?! than)/g, other ?? "$&");
  const named = [self, other].filter((name) => name !== undefined);
  return told === doc && named.length > 0 ? `${doc} (${named.join(", ")})` : told;
}

/// The quantities of actors and pairs that texts name, each with what it means.
export function glossary(summary: Summary, texts: string[]): HTMLElement | null {
  const found = new Map<string, string>();
  for (const [name, quantity, of] of texts.join("\n").matchAll(/([A-Za-z_]\w*)\[([^\][]+)\]/g)) {
    const told = spelled(summary, quantity!, of!.split(",").map((id) => id.trim()));
    if (told !== undefined) found.set(name, told);
  }
  if (found.size === 0) return null;
  return h(
    "details",
    {},
    h("summary", {}, `In words: ${found.size === 1 ? "the quantity" : `the ${found.size} quantities`} named here`),
    h("p", { class: "note" }, "x[A, B] is the x of A towards B, x[A] that of A."),
    h("dl", { class: "facts" }, ...[...found].flatMap(([name, told]) => [h("dt", {}, h("code", {}, name)), h("dd", {}, told)])),
  );
}

export interface Claims {
  by: Map<string, string>; // `fear`, `threat[RED]` -> who claims its number
  of: Map<string, [string, string][]>; // variable -> its starting values that rest on a claim, and whose
}

/// The numbers that a party to the events claims.
export function claimsOf(summary: Summary): Claims {
  const claims: Claims = { by: new Map(), of: new Map() };
  for (const one of summary.numbers) {
    if (one.claim_by === undefined) continue;
    claims.by.set(one.name, one.claim_by);
  }
  // Starting values that are claimed, or that a formula gives in which a claimed number stands.
  for (const one of summary.numbers) {
    const bracket = one.name.indexOf("[");
    const by = one.claim_by ?? claimsIn(claims, one.value).map((name) => claims.by.get(name)!)[0];
    if (bracket < 0 || by === undefined) continue;
    const variable = one.name.slice(0, bracket);
    claims.of.set(variable, [...(claims.of.get(variable) ?? []), [one.name, by]]);
  }
  return claims;
}

/// The claimed numbers that a formula names itself.
export function claimsIn(claims: Claims, text: string): string[] {
  const names = [...text.matchAll(/[A-Za-z_]\w*(?:\[[^\][]+\])?/g)].flatMap(([name]) => [name, name.replace(/\[.*$/, "")]);
  return [...new Set(names.filter((name) => claims.by.has(name)))];
}

/// A formula in which claimed numbers bear a mark.
export function formula(claims: Claims, text: string): HTMLElement {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const match of text.matchAll(/[A-Za-z_]\w*(?:\[[^\][]+\])?/g)) {
    const name = [match[0], match[0].replace(/\[.*$/, "")].find((one) => claims.by.has(one));
    if (name === undefined) continue;
    parts.push(text.slice(at, match.index), claimed(name, claims.by.get(name)!));
    at = match.index + name.length;
  }
  return h("code", {}, ...parts, text.slice(at));
}

const claimed = (name: string, by: string): HTMLElement =>
  h("span", { class: "claimed", title: `claimed by ${by}` }, name, h("sup", {}, "†"));

/// Of a variable's own line: that it starts from claimed numbers.
export const startsClaimed = (claims: Claims, variable: string): string =>
  (claims.of.get(variable) ?? []).map(([name, by]) => `† ${name} starts from a number that ${by} claims`).join("; ");
