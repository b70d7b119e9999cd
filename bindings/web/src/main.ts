// The page, top to bottom.

import { allOutcomes, answer } from "./answer";
import { type Framed, forgetAll, redrawAll } from "./chart";
import { differences, partings } from "./compare";
import { type PageData, type PageFile, pageOf, readPage, shownFirst } from "./data";
import { deeds, deedsByStep } from "./deeds";
import { h, picker } from "./dom";
import { fans } from "./fan";
import { learnNames } from "./names";
import { peaks, rungs, transitions } from "./rungs";
import { claims, equations, extremes, incidents, numbers, remake, stories } from "./sources";
import { survival } from "./survival";
import { differenceByDate } from "./timing";
import { together } from "./together";

function section(id: string, title: string, ...children: (Framed | HTMLElement | null)[]): HTMLElement | null {
  const shown = children.filter((child) => child !== null);
  if (shown.length === 0) return null;
  return h(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, title),
    ...shown.map((child) => ("element" in child ? child.element : child)),
  );
}

/// Of a comparison, which of its scenarios the page shows.
function shownPicker(file: PageFile, shown: string): HTMLElement | null {
  if (file.scenarios.length < 2) return null;
  const choices = file.scenarios.map((one) => ({
    value: one.name,
    label: `${one.summary.scenario.title} (${one.name}${file.manifest.reference === one.name ? ", what the others are compared with" : ""})`,
  }));
  const element = picker("Scenario shown", choices, shown, (name) => {
    build(file, name);
    redrawAll();
    document.querySelector<HTMLElement>("header select")?.focus();
  });
  element.id = "shown";
  return element;
}

/// The sections that show one scenario by itself, whatever it is compared with.
const ALONE = ["outcomes", "movement", "ladder", "actions", "pairs", "stories", "extremes", "numbers", "equations"];

/// Says at the head of such a section of which of several scenarios it is.
function nameAlone(sections: HTMLElement[], page: PageData): void {
  if (page.others.length < 2) return;
  for (const one of sections.filter((s) => ALONE.includes(s.id)))
    one
      .querySelector("h2")!
      .after(h("p", { class: "note alone" }, `Of “${page.summary.scenario.title}” alone; `, h("a", { href: "#shown" }, "choose another at the top"), "."));
}

function build(file: PageFile, shown: string): void {
  const page = pageOf(file, shown);
  const { summary } = page;
  learnNames(summary);
  forgetAll();
  document.body.querySelectorAll(":scope > :is(.skip, header, main, footer)").forEach((element) => element.remove());
  const { scenario } = summary;
  document.title = `${scenario.title} – brink`;
  const marking = () => (scenario.marking ? h("p", { class: "marking" }, scenario.marking) : null);
  const sections = [
    answer(page),
    incidents(summary),
    section("comparison", "What differs", differences(page), page.comparison ? survival(page) : null, differenceByDate(page)),
    section("parting", "Where they part", ...partings(page)),
    section("outcomes", "Every outcome", allOutcomes(summary), page.comparison ? null : survival(page)),
    section("movement", "Movement", fans(page)),
    section("ladder", "The ladder", rungs(page), peaks(summary), transitions(page)),
    section("actions", "Actions", deeds(summary), deedsByStep(summary)),
    section("pairs", "What comes together", together(page)),
    stories(page),
    extremes(page),
    numbers(page),
    equations(summary),
    remake(page),
    claims(summary),
  ].filter((element) => element !== null);
  nameAlone(sections, page);
  const titles = sections.map((s) => [s.id, s.id === "answer" ? "Answer" : s.querySelector("h2")!.textContent!] as const);
  document.body.append(
    ...[
      h("a", { class: "skip", href: "#main" }, "Skip to the answer"),
      h(
        "header",
        {},
        marking(),
        h("p", { class: "kind" }, page.comparison ? "brink · two scenarios compared by conditional simulation" : "brink · report of a conditional simulation"),
        h("h1", {}, scenario.title),
        shownPicker(file, shown),
        h("nav", { "aria-label": "Sections" }, h("ul", {}, ...titles.map(([id, title]) => h("li", {}, h("a", { href: `#${id}` }, title))))),
      ),
      h("main", { id: "main", tabindex: "-1" }, ...sections),
      h("footer", {}, h("p", {}, `brink ${summary.version} · ${scenario.name} · digest ${scenario.digest} · seed ${summary.seed}`), marking()),
    ],
  );
}

function followWidth(): void {
  let width = document.body.clientWidth;
  new ResizeObserver(() => {
    const now = document.body.clientWidth;
    if (now === width) return;
    width = now;
    redrawAll();
  }).observe(document.body);
}

const file = readPage();
build(file, shownFirst(file));
redrawAll();
followWidth();
document.documentElement.dataset["drawn"] = String(Math.round(performance.now()));
