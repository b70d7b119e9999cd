// Elements in one call each.

import { whole } from "./format";

type Child = Node | string | null | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | undefined> = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/// A number as people read it, with the exact one for programs.
export const data = (value: number | null, text: string): HTMLElement =>
  value === null ? h("span", {}, text) : h("data", { value: String(value) }, text);

/// Into how many columns panels go so that each is at least `least` wide and no line is nearly empty.
export function across(panels: number, width: number, least: number): number {
  const most = Math.max(1, Math.floor(width / least));
  return Math.ceil(panels / Math.ceil(panels / most));
}

let serial = 0;
export const freshId = (stem: string): string => `${stem}-${++serial}`;

export interface Table {
  caption: string;
  columns: string[];
  rows: (string | number | null)[][];
}

const cell = (value: string | number | null): string =>
  value === null ? "–" : typeof value === "number" ? String(Number(value.toPrecision(6))) : value;

/// A table in a region of its own that scrolls sideways, by keyboard too.
export function tableElement(table: Table): HTMLElement {
  const numeric = table.columns.map((_, c) => table.rows.every((row) => row[c] === null || typeof row[c] === "number"));
  const align = (c: number) => (numeric[c] ? { class: "number" } : {});
  return scrolling(
    table.caption,
    h(
      "table",
      {},
      h("caption", {}, table.caption),
      h("thead", {}, h("tr", {}, ...table.columns.map((name, c) => h("th", { scope: "col", ...align(c) }, name)))),
      h(
        "tbody",
        {},
        ...table.rows.map((row) =>
          h(
            "tr",
            {},
            ...row.map((value, c) =>
              c === 0 ? h("th", { scope: "row", ...align(c) }, cell(value)) : h("td", align(c), cell(value)),
            ),
          ),
        ),
      ),
    ),
  );
}

/// How many rows of a table begin below the lower edge of what it scrolls in.
function rowsBelow(box: HTMLElement): number {
  const rows = box.querySelectorAll<HTMLElement>("tbody tr");
  const edge = box.getBoundingClientRect().bottom + 1;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.getBoundingClientRect().bottom > edge) high = middle;
    else low = middle + 1;
  }
  return rows.length - low;
}

/// A region that scrolls, which says at its lower edge what more there is.
export function scrolling(label: string, ...children: Child[]): HTMLElement {
  const more = h("div", { class: "more", "aria-hidden": "true" });
  const box = h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": `${label}: table` }, ...children);
  const update = () => {
    const [tall, wide] = [box.scrollHeight - box.clientHeight > 4, box.scrollWidth - box.clientWidth > 4];
    const down = tall ? rowsBelow(box) : 0;
    const aside = wide && box.scrollWidth - box.clientWidth - box.scrollLeft > 4;
    box.classList.toggle("cut", down > 0);
    box.classList.toggle("aside", aside);
    more.textContent = [down > 0 ? `↓ scroll: ${whole(down)} more ${down === 1 ? "row" : "rows"}` : "", aside ? "→ scroll: more columns" : ""].filter(Boolean).join(" · ");
    // Scrolled to its end it keeps its place, so that nothing below jumps.
    more.hidden = !tall && !wide;
  };
  box.addEventListener("scroll", update, { passive: true });
  const observer = new ResizeObserver(update);
  observer.observe(box);
  for (const child of box.children) observer.observe(child);
  return h("div", { class: "scrolls" }, box, more);
}

/// The same for a table that is short enough to stand whole: it scrolls sideways alone.
export function entire(label: string, ...children: Child[]): HTMLElement {
  const element = scrolling(label, ...children);
  element.firstElementChild!.classList.add("entire");
  return element;
}

export interface Choice {
  value: string;
  label: string;
  group?: string;
}

/// A labelled picker; `change` is called with the chosen value.
export function picker(label: string, choices: Choice[], chosen: string, change: (value: string) => void): HTMLElement {
  const id = freshId("picker");
  const select = h("select", { id });
  const groups = new Map<string, HTMLElement>();
  for (const choice of choices) {
    const option = h("option", { value: choice.value }, choice.label);
    option.selected = choice.value === chosen;
    let into: HTMLElement = select;
    if (choice.group) {
      const known = groups.get(choice.group) ?? h("optgroup", { label: choice.group });
      if (!groups.has(choice.group)) select.append(known);
      groups.set(choice.group, known);
      into = known;
    }
    into.append(option);
  }
  select.addEventListener("change", () => change(select.value));
  return h("div", { class: "control" }, h("label", { for: id }, label), select);
}

/// A group of boxes to tick; `change` is called with the names that are.
export function ticks(
  legend: string,
  choices: { value: string; label: string; color?: string; dash?: string }[],
  chosen: string[],
  change: (values: string[]) => void,
): HTMLElement {
  const boxes = choices.map((choice) => {
    const box = h("input", { type: "checkbox", value: choice.value });
    box.checked = chosen.includes(choice.value);
    box.addEventListener("change", () => change(boxes.filter((b) => b.checked).map((b) => b.value)));
    return box;
  });
  return h(
    "fieldset",
    { class: "ticks" },
    h("legend", {}, legend),
    ...choices.map((choice, i) =>
      h(
        "label",
        {},
        boxes[i],
        choice.color && h("span", { class: choice.dash ? "swatch dashed" : "swatch", style: `--swatch:${choice.color}`, "aria-hidden": "true" }),
        choice.label,
      ),
    ),
  );
}
