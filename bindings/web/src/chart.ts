// The frame around every chart: heading, pickers, the drawing with words for who cannot see it, its numbers as a table,
// and buttons that save both.

import { type Table, freshId, h, tableElement } from "./dom";

export interface Drawing {
  svg: SVGSVGElement;
  description: string; // what a person would say who looks at it
  table: Table;
}

export interface Chart {
  id: string;
  title: string;
  note?: string | Node;
  controls?: HTMLElement[];
  legend?: () => HTMLElement | null;
  draw: (width: number) => Drawing;
}

function save(name: string, type: string, text: string): void {
  const link = h("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const field = (value: string | number | null): string => {
  const text = value === null ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvOf = (table: Table): string =>
  [table.columns, ...table.rows].map((row) => row.map(field).join(",")).join("\n") + "\n";

/// The drawing as a file of its own: the page's colours and fonts written out.
function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const style = getComputedStyle(svg);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.style.background = style.getPropertyValue("--surface");
  copy.style.color = style.color;
  copy.style.fontFamily = "system-ui, sans-serif";
  const heading = document.createElementNS("http://www.w3.org/2000/svg", "title");
  heading.textContent = title;
  copy.prepend(heading);
  const text = new XMLSerializer().serializeToString(copy);
  return text.replaceAll(/var\((--[a-z0-9-]+)\)/g, (whole, name: string) => style.getPropertyValue(name).trim() || whole);
}

/// A drawing in its place: what is measured and what is changed apart.
interface Place {
  width: () => number;
  draw: (width: number) => void;
  overflows: () => boolean;
  settle: (scrolls: boolean) => void;
}

const places: Place[] = [];

/// Draws charts anew. All are measured before any is changed: a browser lays the page out again for each measure that
/// follows a change.
function redraw(charts: Place[]): void {
  const widths = charts.map((chart) => chart.width());
  charts.forEach((chart, i) => chart.draw(widths[i]!));
  const overflow = charts.map((chart) => chart.overflows());
  charts.forEach((chart, i) => chart.settle(overflow[i]!));
}

/// Draws every chart anew, for when the page has another width.
export const redrawAll = (): void => redraw(places);

/// Forgets charts that are no longer on the page.
export const forgetAll = (): void => void places.splice(0);

export interface Framed {
  element: HTMLElement;
  redraw: () => void;
}

/// Names of groups inside an image are for nobody: the image has one name.
function unname(svg: Element): void {
  for (const group of svg.querySelectorAll("g[aria-label]")) {
    group.setAttribute("data-mark", group.getAttribute("aria-label")!);
    group.removeAttribute("aria-label");
  }
}

export function framed(chart: Chart): Framed {
  const heading = freshId("chart");
  const place = h("div", { class: "drawing" });
  const legend = h("div", { class: "legend" });
  const numbers = h("div");
  const details = h("details", { class: "numbers" }, h("summary", {}, `Numbers of “${chart.title}”`), numbers);
  let drawn: Drawing | null = null;

  const fillTable = () => {
    if (drawn && details.open) numbers.replaceChildren(tableElement(drawn.table));
  };
  const draw = (width: number) => {
    drawn = chart.draw(width);
    drawn.svg.setAttribute("role", "img");
    drawn.svg.setAttribute("aria-label", drawn.description);
    const svg = drawn.svg;
    unname(svg);
    // The pointer draws its tip anew, name and all, whenever it moves.
    new MutationObserver(() => unname(svg)).observe(svg, { childList: true, subtree: true });
    place.replaceChildren(drawn.svg);
    const key = chart.legend?.();
    legend.replaceChildren(...(key ? [key] : []));
    fillTable();
  };
  // What scrolls must be reached by keyboard.
  const settle = (scrolls: boolean) => {
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", `${chart.title}, drawing`]] as const) {
      if (scrolls) place.setAttribute(name, value);
      else place.removeAttribute(name);
    }
  };
  const itself: Place = {
    width: () => Math.max(280, Math.floor(place.clientWidth || 320)),
    draw,
    overflows: () => place.scrollWidth > place.clientWidth,
    settle,
  };
  details.addEventListener("toggle", fillTable);

  const button = (label: string, action: () => void) => {
    const element = h("button", { type: "button", "aria-label": `Save “${chart.title}” as ${label}` }, label);
    element.addEventListener("click", action);
    return element;
  };
  const buttons = h(
    "div",
    { class: "save" },
    h("span", { "aria-hidden": "true" }, "Save"),
    button("CSV", () => drawn && save(`${chart.id}.csv`, "text/csv", csvOf(drawn.table))),
    button("SVG", () => drawn && save(`${chart.id}.svg`, "image/svg+xml", svgText(drawn.svg, chart.title))),
  );
  const element = h(
    "figure",
    { id: chart.id, "aria-labelledby": heading },
    h("div", { class: "title" }, h("h3", { id: heading }, chart.title), buttons),
    chart.note ? h("p", { class: "note" }, chart.note) : null,
    chart.controls?.length ? h("div", { class: "controls" }, ...chart.controls) : null,
    legend,
    place,
    details,
  );
  places.push(itself);
  return { element, redraw: () => redraw([itself]) };
}
