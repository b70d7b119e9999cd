// The page, top to bottom.

import { allOutcomes, answer } from "./answer";
import { type Framed, redrawAll } from "./chart";
import { type PageData, readPage } from "./data";
import { deeds, deedsByStep } from "./deeds";
import { h } from "./dom";
import { fans } from "./fan";
import { peaks, rungs, transitions } from "./rungs";
import { claims, equations, extremes, incidents, numbers, remake, stories } from "./sources";
import { survival } from "./survival";
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

function build(page: PageData): void {
  const { manifest, summary } = page;
  const { scenario } = summary;
  document.title = `${scenario.title} – brink`;
  const marking = () => (scenario.marking ? h("p", { class: "marking" }, scenario.marking) : null);
  const sections = [
    answer(summary),
    incidents(summary),
    section("outcomes", "Every outcome", allOutcomes(summary), survival(summary)),
    section("movement", "Movement", fans(page)),
    section("ladder", "The ladder", rungs(page), peaks(summary), transitions(summary)),
    section("actions", "Actions", deeds(summary), deedsByStep(summary)),
    section("pairs", "What comes together", together(page)),
    stories(summary.stories),
    extremes(manifest, summary),
    numbers(page),
    equations(summary),
    remake(manifest, summary),
    claims(summary),
  ].filter((element) => element !== null);
  const titles = sections.map((s) => [s.id, s.id === "answer" ? "Answer" : s.querySelector("h2")!.textContent!] as const);
  document.body.append(
    ...[
      h("a", { class: "skip", href: "#main" }, "Skip to the answer"),
      h(
        "header",
        {},
        marking(),
        h("p", { class: "kind" }, "brink · report of a conditional simulation"),
        h("h1", {}, scenario.title),
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

build(readPage());
redrawAll();
followWidth();
document.documentElement.dataset["drawn"] = String(Math.round(performance.now()));
