// Opens report pages of real runs from disk, as people do: node page_test.mjs BRINK SOURCE_FOLDER
//
// No error, no request; every chart draws; pickers change what is drawn; the numbers are those of summary.json; the
// page works by keyboard, on a phone, on paper; axe-core finds nothing to object to.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { inContext, launched } from "./browser.mjs";

const [brink, top] = process.argv.slice(2).map((path) => resolve(path));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const run = promisify(execFile);

// Everything that could break out of the page's data, and what few scenarios have: a marking, names with blanks, an
// outcome never seen and one always, one given another, rungs below 0, a pair's quantiles.
const HOSTILE = `brink: 1
title: "Ends </script><script>alert(1)</script> here <!-- & 'there'"
question: "Does <b>nothing</b> run? </SCRIPT>"
marking: EXERCISE
clock: {start: 2025-01-06, step: 1 week, steps: 9}
variables:
  world: {heat: {initial: 0, unit: "<i>degrees</i>"}}
  dyad: {grudge: {initial: {uniform: [0, 1]}, range: [0, 2]}}
actors: {RED: {name: "Red <em>land</em>"}, BLUE: {}}
draws: {world: {noise: "normal(0, 1)"}}
dynamics: {world: {heat: heat + noise}}
actions:
  raise: {rung: 3, by: everyone, to: everyone, utility: heat, effects: ["grudge[target, self] += 0.1"]}
  give_in: {rung: -1, by: everyone, utility: 0 - heat}
outcomes:
  never at all: {when: heat > 1000}
  from the start: {when: heat > -1000}
  warm: {when: heat > 1}
  warm and later hot: {when: heat > 2, given: warm}
  last: {measure: heat}
run: {record: {quantiles: [grudge]}}
`;

let folder, browser;
const pages = new Map(); // name -> { url, summary, bytes }

async function make(name, file, ...options) {
  const out = join(folder, name);
  await run(brink, ["run", file, "--quiet", "--out", out, ...options], { cwd: top });
  const page = join(out, "report.html");
  const summary = JSON.parse(await readFile(join(out, "summary.json"), "utf8"));
  pages.set(name, { url: pathToFileURL(page).href, summary, bytes: (await stat(page)).size });
}

/// A comparison's page, with the summary of the scenario that it shows first, which is not the reference.
async function makeComparison(name, reference, other, ...options) {
  const out = join(folder, name);
  await run(brink, ["compare", reference, other, "--quiet", "--out", out, ...options], { cwd: top });
  const page = join(out, "report.html");
  const whole = JSON.parse(await readFile(join(out, "summary.json"), "utf8"));
  const shown = whole.scenarios.find((one) => one.name === whole.comparisons[0].other);
  pages.set(name, { url: pathToFileURL(page).href, summary: shown.summary, whole, bytes: (await stat(page)).size });
}

/// Opens a page and calls `use`; fails if it wrote to the console, threw, or asked for anything but itself.
const opened = (name, use, view = {}) =>
  inContext(
    browser,
    { viewport: { width: 1280, height: 900 }, colorScheme: "light", ...view },
    async (context) => {
      const { url, summary, whole } = pages.get(name);
      const faults = [];
      const asked = [];
      const tab = await context.newPage();
      tab.on("console", (message) => faults.push(`console: ${message.text()}`));
      tab.on("pageerror", (error) => faults.push(`error: ${error.message}`));
      tab.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
      tab.on("request", (request) => asked.push(request.url()));
      const devtools = await context.newCDPSession(tab);
      await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
      await tab.goto(url);
      await use(tab, summary, devtools, whole);
      assert.deepEqual(faults, []);
      assert.deepEqual([...new Set(asked)].filter((one) => !one.startsWith("blob:")), [url]);
    },
  );

/// Shapes that are drawn in a figure, axes and rules of the pointer aside; fails on one without a proper place.
const marks = (figure) =>
  figure.evaluate((element) => {
    const shapes = [...element.querySelectorAll("svg g:not([data-mark*='axis']):not([data-mark*='grid']) > :is(path, rect, text, line)")];
    const broken = shapes.filter((shape) => /NaN|undefined/.test(shape.outerHTML));
    if (broken.length > 0) throw new Error(`a mark has no place: ${broken[0].outerHTML.slice(0, 200)}`);
    return shapes.filter((shape) => (shape.tagName === "path" ? (shape.getAttribute("d") ?? "").length > 8 : true)).length;
  });

async function saved(tab, figure, kind) {
  const [download] = await Promise.all([
    tab.waitForEvent("download"),
    figure.getByRole("button", { name: `as ${kind}` }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

function rowsOf(csv) {
  const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1].replace(/^"|"$/g, "").replaceAll('""', '"'));
  const [head, ...lines] = csv.trimEnd().split("\n");
  const names = cells(head);
  return lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(names.map((name, i) => [name, values[i]]));
  });
}

/// What a text says as a percentage or number, and to how many decimals.
function said(text) {
  const digits = text.replaceAll(",", "").replace("−", "-").match(/-?\d+(\.\d+)?/);
  const decimals = digits[1] ? digits[1].length - 1 : 0;
  return text.includes("%") ? [Number(digits[0]) / 100, decimals + 2] : [Number(digits[0]), decimals];
}

describe("report page", { concurrency: 1 }, () => {
  before(async () => {
    browser = await launched();
    folder = await mkdtemp(join(tmpdir(), "brink-pages-"));
    await writeFile(join(folder, "hostile.yaml"), HOSTILE);
    await make("korea", "tests/worlds/four-actors/rok-lethal-aid.yaml", "-n", "1000");
    await make("world", "scenarios/korea-2024/rok-lethal-aid.yaml", "-n", "1000");
    await make("election", "scenarios/classroom/election-under-pressure.yaml", "-n", "1000");
    await make("hazard", "scenarios/validation/hazard.yaml", "-n", "1000");
    await make("hostile", join(folder, "hostile.yaml"), "-n", "1000");
    const korea = "tests/worlds/four-actors", world = "scenarios/korea-2024";
    await makeComparison("comparison", `${korea}/baseline.yaml`, `${korea}/rok-lethal-aid.yaml`, "-n", "1000");
    await makeComparison("worlds", `${world}/baseline.yaml`, `${world}/rok-lethal-aid.yaml`, "-n", "1000");
  });
  after(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  for (const name of ["korea", "world", "election", "hazard", "hostile", "comparison", "worlds"]) {
    it(`${name}: draws every chart within a second and a megabyte`, () =>
      opened(name, async (tab, summary, devtools) => {
        assert.ok(pages.get(name).bytes < 1_000_000, `${pages.get(name).bytes} bytes`);
        const { metrics } = await devtools.send("Performance.getMetrics");
        const seconds = metrics.find((metric) => metric.name === "TaskDuration").value;
        assert.ok(seconds > 0 && seconds < 1, `${seconds} s of the main thread`);
        assert.equal(await tab.locator("h1").textContent(), summary.scenario.title);
        const figures = await tab.locator("figure").all();
        assert.ok(figures.length >= (name === "hazard" ? 2 : 6), `${figures.length} charts`);
        for (const figure of figures) {
          assert.ok((await marks(figure)) > 0, `no marks in ${await figure.getAttribute("id")}`);
          assert.ok((await figure.locator("svg").first().getAttribute("aria-label")).length > 20);
        }
      }));

    it(`${name}: says what summary.json says`, () =>
      opened(name, async (tab, summary) => {
        const cards = await tab.locator("#answer .card").all();
        assert.deepEqual(await Promise.all(cards.map((card) => card.getAttribute("data-outcome"))), summary.headline);
        for (const [outcome, told] of Object.entries(summary.outcomes)) {
          const places = tab.locator(`[data-outcome=${JSON.stringify(outcome)}]`);
          assert.equal(await places.count(), summary.headline.includes(outcome) ? 2 : 1);
          const first = places.first().locator("data").first();
          const exact = told.probability ?? told.mean;
          if (exact === null) continue;
          assert.equal(Number(await first.getAttribute("value")), exact);
          const [value, decimals] = said(await first.textContent());
          assert.ok(Math.abs(value - exact) <= 0.5001 * 10 ** -decimals, `${outcome}: ${value} for ${exact}`);
        }
        for (const card of cards) {
          const told = summary.outcomes[await card.getAttribute("data-outcome")];
          const values = await card.locator("data:not(.versus data)").evaluateAll((all) => all.map((one) => Number(one.value)));
          const expected = "ci95" in told ? [told.probability, ...told.ci95] : [told.mean, told.std_error, told.q50, told.q05, told.q95];
          assert.deepEqual(values, expected);
        }
        assert.match(await tab.locator("#remake").textContent(), new RegExp(summary.scenario.digest));
        assert.equal(Number(await tab.locator("#remake data").first().getAttribute("value")), summary.seed);
      }));
  }

  it("every quantity that moves can be picked, drawn, read off and saved", () =>
    opened("korea", async (tab, summary) => {
      const figure = tab.locator("#fan");
      const choices = await figure.locator("select option").evaluateAll((all) => all.map((one) => one.value));
      assert.ok(choices.length > 20, `${choices.length} quantities`);
      const drawn = new Set();
      let compared = 0;
      for (const choice of choices) {
        await figure.locator("select").selectOption(choice);
        assert.ok((await marks(figure)) > 0, choice);
        drawn.add(await figure.locator("svg").first().getAttribute("aria-label"));
        for (const row of rowsOf(await saved(tab, figure, "CSV"))) {
          const series = summary.series[row.series];
          const columns = Object.keys(row).filter((column) => column in series && row[column] !== "");
          const all = columns.filter((column) => column !== "sd").flatMap((column) => series[column]);
          const span = Math.max(...all) - Math.min(...all);
          const state = summary.dates.indexOf(row.date);
          for (const column of columns) {
            const off = Math.abs(Number(row[column]) - series[column][state]);
            assert.ok(off <= 0.00051 * span, `${row.series} ${column} at ${row.date}: ${row[column]}, not ${series[column][state]}`);
            compared += 1;
          }
        }
      }
      assert.equal(drawn.size, choices.length);
      assert.ok(compared > 10_000, `${compared} numbers compared`);
    }));

  it("the other pickers change what is drawn", () =>
    opened("korea", async (tab) => {
      for (const id of ["survival", "transitions", "deeds", "together"]) {
        const figure = tab.locator(`#${id}`);
        for (const select of await figure.locator("select").all()) {
          const values = await select.locator("option").evaluateAll((all) => all.map((one) => one.value));
          const seen = new Set();
          for (const value of values) {
            await select.selectOption(value);
            assert.ok((await marks(figure)) > 0, `${id} ${value}`);
            seen.add(await figure.locator(".drawing").innerHTML());
          }
          assert.equal(seen.size, values.length, `${id}: every choice looks different`);
          await select.selectOption(values[0]);
        }
      }
      const box = tab.locator("#survival input[type=checkbox]");
      const paths = () => tab.locator("#survival svg g[data-mark=line] path").count();
      const before = await paths();
      await box.first().setChecked(!(await box.first().isChecked()));
      assert.notEqual(await paths(), before);
      await tab.locator("#number-search").fill("consent");
      const shown = await tab.locator("#numbers tbody tr").allTextContents();
      assert.ok(shown.length > 0 && shown.every((row) => /consent/i.test(row)), `${shown.length} rows`);
    }));

  it("shares of outcomes and rungs by date are those of summary.json", () =>
    opened("korea", async (tab, summary) => {
      for (const row of rowsOf(await saved(tab, tab.locator("#survival"), "CSV"))) {
        const told = summary.outcomes[row.outcome];
        const state = summary.dates.indexOf(row.date);
        const met = told.first_step_counts.slice(0, state + 1).reduce((a, b) => a + b, 0);
        assert.ok(Math.abs(Number(row.share) - met / told.of) < 1e-12);
        if (state === summary.steps) assert.ok(Math.abs(Number(row.ci95_high) - told.ci95[1]) < 1e-9);
      }
      const rungs = rowsOf(await saved(tab, tab.locator("#rungs"), "CSV"));
      assert.ok(rungs.length > summary.steps);
      for (const row of rungs) {
        const share = summary.rung[row.actor][row.rung][Number(row.step)];
        assert.ok(Math.abs(Number(row.share) - share) <= 0.0000501, `${row.actor} ${row.rung} ${row.step}`);
      }
    }));

  it("a comparison says what differs, how sure that is and where the two part", () =>
    opened("comparison", async (tab, summary, devtools, whole) => {
      const comparison = whole.comparisons[0];
      const reference = whole.scenarios.find((one) => one.name === comparison.reference).summary;
      const shown = (text) => Number(text.replaceAll(",", "").replace("−", "-"));
      let compared = 0;
      for (const name of summary.headline) {
        const told = comparison.outcomes.find((one) => one.name === name);
        const versus = tab.locator(`.card[data-outcome="${name}"] .versus`);
        assert.equal(Number(await versus.locator("data").getAttribute("value")), told.difference.estimate);
        const text = await versus.textContent();
        assert.ok(text.includes(reference.scenario.title));
        const scale = told.kind === "when" ? 100 : 1;
        const near = (said, exact) => {
          const decimals = said.split(".")[1]?.length ?? 0;
          assert.ok(Math.abs(shown(said) - exact) <= 0.5001 * 10 ** -decimals, `${name}: ${said} for ${exact}`);
          compared += 1;
        };
        const [, low, high] = text.match(/interval of the difference ([+−\d.,]*\d) to ([+−\d.,]*\d)/);
        near(low, scale * told.difference.low);
        near(high, scale * told.difference.high);
        if (told.difference.told === "not_shown") assert.match(text, /No difference shown|The same in every/);
        else assert.match(text, new RegExp(`${told.difference.told}: .*interval leaves out 0`));
        if (told.kind === "when") {
          const [, here, there, from, to] = text.match(/: ([\d.<>]+)\s% against ([\d.<>]+)\s% \(([\d.]+) to ([\d.]+)\)/);
          near(from, 100 * reference.outcomes[name].ci95[0]);
          near(to, 100 * reference.outcomes[name].ci95[1]);
          assert.ok(Math.abs(Number(here) - 100 * told.other) <= 0.06, `${here} for ${told.other}`);
          assert.ok(Math.abs(Number(there) - 100 * told.reference) <= 0.06, `${there} for ${told.reference}`);
          assert.equal(/times as often/.test(text), told.ratio !== null);
          if (told.ratio !== null) {
            const [, times, least, most] = text.match(/([\d.]+) times as often \(([\d.]+) to ([\d.]+)\)/);
            near(times, told.ratio.estimate);
            near(least, told.ratio.low);
            near(most, told.ratio.high);
            assert.ok(Math.abs(told.ratio.estimate - told.other / told.reference) < 1e-9);
          }
        } else {
          // A sure difference of a fraction of the spread between trajectories is not told in bold.
          const spread = Math.sqrt(told.variance.independent / 2);
          const small = Math.abs(told.difference.estimate) < 0.2 * spread;
          assert.equal(/Small, if sure/.test(text), small && told.difference.told !== "not_shown");
          assert.equal(await versus.locator("b").count(), small ? 0 : 1);
        }
      }
      assert.ok(compared >= 8);
      for (const told of comparison.outcomes) {
        const values = await tab.locator(`[data-compared="${told.name}"] data`).evaluateAll((all) => all.map((one) => Number(one.value)));
        assert.deepEqual(values, [told.reference, told.other, told.difference.estimate]);
      }
      const first = comparison.parted.first[0];
      assert.match(await tab.locator("#parting-lead").textContent(), new RegExp(`${first.actor}.*${first.other.action.replaceAll("_", " ")}`));
      // A picture of when they part only where that is not all in one step.
      const steps = comparison.parted.by_step.filter((n) => n > 0).length;
      assert.equal(await tab.locator("#partings").count(), steps > 1 ? 1 : 0);
      if (steps > 1)
        for (const row of rowsOf(await saved(tab, tab.locator("#partings"), "CSV")))
          assert.equal(Number(row.count), comparison.parted.by_step[Number(row.step)]);
      else assert.match(await tab.locator("#parting > p").first().textContent(), /do so in the step of/);
      await tab.locator("header select").selectOption(comparison.reference);
      assert.equal(await tab.locator("h1").textContent(), reference.scenario.title);
      assert.equal(await tab.locator(".versus").count(), 0);
      assert.equal(await tab.locator("#comparison").count(), 0);
      const card = tab.locator(`.card[data-outcome="${reference.headline[0]}"] data`).first();
      assert.equal(Number(await card.getAttribute("value")), reference.outcomes[reference.headline[0]].probability);
    }));

  it("a comparison shows when the outcome happens in both and when the difference comes", () =>
    opened("comparison", async (tab, summary, devtools, whole) => {
      const comparison = whole.comparisons[0];
      const reference = whole.scenarios.find((one) => one.name === comparison.reference).summary;
      const told = comparison.outcomes.find((one) => one.name === comparison.divergence.outcome);
      const rows = rowsOf(await saved(tab, tab.locator("#survival"), "CSV"));
      assert.deepEqual([...new Set(rows.map((row) => row.scenario))], ["here", "there"]);
      assert.deepEqual([...new Set(rows.map((row) => row.outcome))], [told.name]);
      for (const row of rows) {
        const of = (row.scenario === "here" ? summary : reference).outcomes[row.outcome];
        const met = of.first_step_counts.slice(0, summary.dates.indexOf(row.date) + 1).reduce((a, b) => a + b, 0);
        assert.ok(Math.abs(Number(row.share) - met / of.of) < 1e-12);
      }
      const lines = await tab.locator("#survival svg g[data-mark=line] path").evaluateAll((all) => all.map((one) => one.closest("g").getAttribute("stroke-dasharray") ?? ""));
      assert.equal(lines.length, 2);
      assert.notEqual(lines[0], lines[1]);
      const labels = await tab.locator("#survival svg g[data-mark=text] text").allTextContents();
      assert.ok(labels.some((text) => / here /.test(text)) && labels.some((text) => / there /.test(text)), labels.join());
      const figure = tab.locator("#difference-by-date");
      const names = await figure.locator("select option").evaluateAll((all) => all.map((one) => one.value));
      assert.ok(names.length >= 2);
      assert.equal(await figure.locator("select").inputValue(), told.name);
      for (const name of names) {
        await figure.locator("select").selectOption(name);
        assert.ok((await marks(figure)) > 0);
        const one = comparison.outcomes.find((o) => o.name === name);
        for (const [state, row] of rowsOf(await saved(tab, figure, "CSV")).entries()) {
          const shares = [summary, reference].map((s) => s.outcomes[name].first_step_counts.slice(0, state + 1).reduce((a, b) => a + b, 0) / one.n);
          assert.ok(Math.abs(Number(row.difference) - (shares[0] - shares[1])) < 1e-9, `${name} ${row.date}`);
          assert.ok(Math.abs(Number(row.ci95_low) - one.by_state.low[state]) < 6e-7);
          assert.ok(Math.abs(Number(row.ci95_high) - one.by_state.high[state]) < 6e-7);
        }
      }
      await figure.locator("select").selectOption(told.name);
      const first = told.by_state.only_other.findIndex((n, s) => n + told.by_state.only_reference[s] > 0);
      const text = await figure.locator(".timing").textContent();
      const day = (iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
      assert.ok(text.includes(`Up to ${day(summary.dates[first - 1])} it goes alike in every trajectory`), text);
    }));

  it("a comparison leads with a trajectory told in both and says how it comes to that", () =>
    opened("comparison", async (tab, summary, devtools, whole) => {
      const told = whole.comparisons[0].divergence;
      const route = await tab.locator("#route").textContent();
      const share = Math.round((100 * told.first[0].count) / told.looked_at);
      assert.match(route, new RegExp(`own that differs is most often, in ${share}\\s%, that of .*${told.first[0].actor}`));
      assert.match(route, new RegExp(`: In ${told.all} trajectories ${told.outcome.replaceAll("_", " ")} happens here and not there`));
      assert.match(route, /anger higher by 0\.\d+ here/);
      assert.match(route, /no proof of what causes what/);
      const card = tab.locator("#side-by-side");
      const steps = await card.locator("ol > li").all();
      assert.equal(steps.length, told.steps.length);
      for (const [i, step] of steps.entries()) {
        const sides = await step.locator(".pair > div").all();
        assert.deepEqual(await sides[0].locator("li").allTextContents(), told.steps[i].other);
        assert.deepEqual(await sides[1].locator("li").allTextContents(), told.steps[i].reference);
      }
      assert.match(await card.textContent(), new RegExp(`--trajectory ${told.trajectory}`));
      assert.equal(await tab.locator("#stories h3", { hasText: "The most extreme" }).count(), 1);
    }));

  it("a comparison says which is here, of which its sections are, and how its tables go on", () =>
    opened("comparison", async (tab, summary, devtools, whole) => {
      const comparison = whole.comparisons[0];
      const reference = whole.scenarios.find((one) => one.name === comparison.reference);
      const sides = await tab.locator("#sides").textContent();
      assert.ok(sides.startsWith(`Here is “${summary.scenario.title}” (${comparison.other}), there “${reference.summary.scenario.title}”`), sides);
      const options = await tab.locator("header select option").allTextContents();
      assert.ok(options.some((text) => text.startsWith(`${summary.scenario.title} (${comparison.other}`)), options.join());
      for (const id of ["movement", "ladder", "actions", "stories", "numbers", "equations"])
        assert.ok((await tab.locator(`#${id} .alone`).textContent()).includes(summary.scenario.title), id);
      assert.equal(await tab.locator("#comparison .alone").count(), 0);
      // The quantity that is shown first differs from the reference at its last state, or before.
      const quantity = await tab.locator("#fan select").inputValue();
      const means = (of) => Object.entries(of.series).filter(([name]) => name === quantity || name.startsWith(`${quantity}[`)).map(([, one]) => one.mean);
      assert.notDeepEqual(means(summary), means(reference.summary));
      // Whole tables are not cut; long ones say how many rows are left, and that changes as they scroll.
      for (const id of ["comparison", "outcomes"])
        assert.ok(await tab.locator(`#${id} .scroll.entire`).first().evaluate((box) => box.scrollHeight - box.clientHeight < 4), id);
      const more = tab.locator("#numbers .more");
      const left = async () => Number(/(\d+) more rows?/.exec(await more.textContent())?.[1] ?? 0);
      const rows = await tab.locator("#numbers tbody tr").count();
      const before = await left();
      assert.ok(before > 0 && before < rows, `${before} of ${rows}`);
      await tab.locator("#numbers .scroll").evaluate((box) => (box.scrollTop = box.scrollHeight));
      await tab.waitForFunction(() => !/more row/.test(document.querySelector("#numbers .more").textContent));
      // Of the outcomes that can be shown at once no two look alike.
      const marks = await tab.locator("#survival .ticks .swatch").evaluateAll((all) => all.map((one) => `${one.className} ${getComputedStyle(one).getPropertyValue("--swatch")}`));
      assert.equal(new Set(marks).size, marks.length);
    }));

  it("the numbers that the filter counts are the rows that it shows", () =>
    opened("korea", async (tab, summary) => {
      const select = tab.locator("#numbers select");
      for (const option of await select.locator("option").all()) {
        await select.selectOption(await option.getAttribute("value"));
        const [, count] = (await option.textContent()).match(/\(([\d,]+)\)$/);
        assert.equal(await tab.locator("#numbers tbody tr").count(), Number(count.replaceAll(",", "")));
      }
      const text = await tab.locator("#numbers > p").first().textContent();
      const [, unsaid] = text.match(/(\d+) without a word/);
      const [, all] = text.match(/without a word (\d+) are such values for all/);
      await select.selectOption("unsaid");
      const names = await tab.locator("#numbers tbody th").allTextContents();
      assert.equal(Number(unsaid), summary.provenance.unsaid);
      // What is left of the lines without a word are those that the filter has, of which one may have several rows.
      assert.ok(names.length >= Number(unsaid) - Number(all) && Number(all) > 0, `${names.length} rows, ${unsaid} less ${all}`);
    }));

  it("names keep their capitals, outcomes say what counts, claimed numbers are marked", () =>
    opened("comparison", async (tab, summary) => {
      for (const name of summary.headline) {
        const head = summary.equations.find((one) => one.kind === "outcome" && one.name === name).head;
        const text = await tab.locator(`.card[data-outcome="${name}"] .defined`).textContent();
        assert.ok(text.replaceAll("†", "").endsWith(head.replace(/^[^:]*: \w+ /, "")), text);
      }
      const headings = await tab.locator("#answer .card h3").allTextContents();
      assert.ok(headings.some((text) => text.includes("North Korean")), headings.join());
      assert.ok(headings.some((text) => text.startsWith("clash on the peninsula")), headings.join());
      const claimed = summary.numbers.filter((one) => one.claim_by);
      assert.ok(claimed.length > 0);
      const key = await tab.locator("#claim-key").textContent();
      for (const one of claimed) assert.ok(key.includes(one.name), one.name);
      const marked = await tab.locator("#equations .claimed").evaluateAll((all) => all.map((one) => one.firstChild.data));
      assert.ok(marked.length > 0 && marked.every((name) => claimed.some((one) => one.name === name)), marked.join());
      const variable = claimed.find((one) => one.name.includes("["));
      const line = tab.locator("#equations .starts", { hasText: variable.name });
      assert.match(await line.textContent(), new RegExp(`${variable.claim_by} claims`));
      await tab.locator("#parting .parted details summary").first().click();
      assert.match(await tab.locator("#parting .parted dl").first().textContent(), /\[\w+, \w+\].*(Russia|Korea)/);
    }));

  it("equations and stories are told", () =>
    opened("korea", async (tab, summary) => {
      assert.equal(await tab.locator("#equations dt").count(), summary.equations.length);
      const variable = summary.equations.find((one) => one.kind === "variable" && one.lines.length > 0);
      assert.ok((await tab.locator("#equations").textContent()).includes(variable.lines[0]));
      assert.equal(await tab.locator("#stories article").count(), summary.stories.length);
      assert.ok(summary.stories.length >= 2);
      for (const story of summary.stories) {
        const article = tab.locator("#stories article", { hasText: `Trajectory ${story.trajectory},` }).first();
        assert.equal(await article.locator("ol > li").count(), story.steps.length);
        assert.ok((await article.textContent()).includes(`${story.steps.length} of the ${story.eventful} steps`));
        const outcome = /where (\w+) happens/.exec(story.title)?.[1];
        if (outcome) assert.ok((await article.locator("ol").textContent()).includes(`${outcome} is first seen`), story.title);
      }
    }));

  it("who did what when adds up to how often", () =>
    opened("korea", async (tab, summary) => {
      const figure = tab.locator("#deeds-by-step");
      const actors = await figure.locator("select option").evaluateAll((all) => all.map((one) => one.value));
      assert.ok(actors.length > 1);
      for (const actor of actors) {
        await figure.locator("select").selectOption(actor);
        assert.ok((await marks(figure)) > 0, actor);
        for (const row of rowsOf(await saved(tab, figure, "CSV"))) {
          const exact = summary.actions[actor][row.action].by_step[Number(row.step)];
          assert.ok(Math.abs(Number(row.share) - exact) <= 0.0000501, `${actor} ${row.action} ${row.step}`);
        }
      }
    }));

  it("every drawing is saved as a picture that stands alone", () =>
    opened("election", async (tab) => {
      for (const figure of await tab.locator("figure").all()) {
        const svg = await saved(tab, figure, "SVG");
        const fault = await tab.evaluate((text) => {
          const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
          return parsed.querySelector("parsererror")?.textContent ?? "";
        }, svg);
        assert.equal(fault, "");
        assert.doesNotMatch(svg.replaceAll("var(--plot-background)", ""), /var\(/, await figure.getAttribute("id"));
      }
    }));

  it("what a scenario says is text, not part of the page", () =>
    opened("hostile", async (tab, summary) => {
      assert.equal(await tab.locator("script").count(), 2);
      assert.equal(await tab.locator("b, em, i").filter({ hasText: /nothing|land|degrees/ }).count(), 0);
      assert.equal(await tab.locator("#answer h2").textContent(), summary.scenario.question);
      assert.deepEqual(await tab.locator(".marking").allTextContents(), ["EXERCISE", "EXERCISE"]);
      assert.match(await tab.locator("[data-outcome='never at all']").first().textContent(), /never seen in 1,000/);
      assert.match(await tab.locator("[data-outcome='from the start']").first().textContent(), /always seen in 1,000/);
    }));

  it("works by keyboard alone", () =>
    opened("korea", async (tab, summary) => {
      await tab.keyboard.press("Tab");
      assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Skip to the answer");
      await tab.keyboard.press("Enter");
      assert.equal(await tab.evaluate(() => document.activeElement.id), "main");
      await tab.locator("#fan-state").focus();
      await tab.keyboard.press("Home");
      const first = await tab.locator(".reading caption").textContent();
      await tab.keyboard.press("ArrowRight");
      assert.notEqual(await tab.locator(".reading caption").textContent(), first);
      const details = tab.locator("#survival details");
      await details.locator("summary").focus();
      await tab.keyboard.press("Enter");
      await details.locator("tbody tr").first().waitFor();
      assert.equal((await details.locator("tbody tr").count()) % (summary.steps + 1), 0);
    }));

  it("fits a phone and prints without its buttons", () =>
    opened(
      "korea",
      async (tab) => {
        assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 390);
        assert.ok((await tab.locator(".card .big").first().boundingBox()).y < 844, "the answer is on the first screen");
        await tab.emulateMedia({ media: "print" });
        assert.equal(await tab.locator("button:visible, nav:visible, input[type=range]:visible, .more:visible").count(), 0);
        for (const command of await tab.locator(".command pre:visible").all())
          assert.ok(await command.evaluate((one) => one.scrollWidth <= one.clientWidth), await command.textContent());
        assert.ok(await tab.locator("#fan svg").first().isVisible());
      },
      { viewport: { width: 390, height: 844 } },
    ));

  for (const [how, view] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 844 } }],
    ["of a comparison", {}],
  ]) {
    it(`axe-core has no objection, ${how}`, () =>
      opened(
        how === "dark" ? "hostile" : how === "of a comparison" ? "comparison" : "korea",
        async (tab) => {
          // Not those of thousands of rows: they are alike.
          for (const id of ["peaks", "transitions", "deeds"]) await tab.locator(`#${id} details summary`).click();
          // A tip that the pointer has drawn has no name either: the image has one.
          for (const drawing of await tab.locator(".drawing svg:visible").all()) await drawing.hover();
          assert.equal(await tab.locator(".drawing svg g[aria-label]").count(), 0);
          // Past the page's own policy, which lets nothing else in.
          await tab.evaluate(axe);
          const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
          const told = violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
          assert.deepEqual(told, []);
        },
        view,
      ));
  }
});
