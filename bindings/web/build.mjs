// Builds dist/report.html: page.html with style and script inlined, and one mark, {{brink-data}}, that the engine fills.
// With --verify: fails unless the kept file is what would be built.

import { build, transform } from "esbuild";
import { readFile, readdir, writeFile } from "node:fs/promises";

const kept = new URL("dist/report.html", import.meta.url);
const source = (name) => new URL(`src/${name}`, import.meta.url);

/// The licences of the packages that are in the script, a text once for all that have it.
async function notices(metafile) {
  const packages = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const byText = new Map();
  for (const name of [...packages].sort()) {
    const folder = new URL(`node_modules/${name}/`, import.meta.url);
    const { version } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file`);
    const lines = (await readFile(new URL(file, folder), "utf8")).trim().split(/\r?\n/);
    const holder = lines.filter((line) => /^Copyright/i.test(line)).join("; ");
    const text = lines.filter((line) => !/^Copyright/i.test(line)).join("\n").trim();
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}. ${holder}`]);
  }
  return [...byText].map(([text, names]) => `/*\n${names.join("\n")}\n\n${text}\n*/\n`).join("");
}

const bundled = await build({
  entryPoints: [source("main.ts").pathname],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: ["chrome100", "firefox100", "safari15.4"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});
const script = (await notices(bundled.metafile)) + bundled.outputFiles[0].text.trim();
// Inside <script> these would end it or change how it is read.
if (/<\/script|<!--/i.test(script)) throw new Error("the script holds a mark of HTML");
const style = (await transform(await readFile(source("page.css"), "utf8"), { loader: "css", minify: true })).code.trim();
const page = (await readFile(source("page.html"), "utf8"))
  .replace("/*STYLE*/", () => style)
  .replace("/*SCRIPT*/", () => script);
if (page.split("{{brink-data}}").length !== 2) throw new Error("the page must have the mark of its data once");

if (process.argv.includes("--verify")) {
  if ((await readFile(kept, "utf8")) !== page) {
    console.error("dist/report.html is not what the sources build: run `npm run build` and keep it");
    process.exit(1);
  }
} else {
  await writeFile(kept, page);
}
console.log(`dist/report.html: ${Buffer.byteLength(page)} bytes`);
