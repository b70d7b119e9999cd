// Pictures of a page as people meet it: node screenshots.mjs PAGE FOLDER

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { inContext, launched } from "./browser.mjs";

const [page, folder] = process.argv.slice(2).map((path) => resolve(path));
await mkdir(folder, { recursive: true });
const views = [
  ["desktop-light", { width: 1280, height: 900 }, "light"],
  ["desktop-dark", { width: 1280, height: 900 }, "dark"],
  ["phone", { width: 390, height: 844 }, "light"],
];
const browser = await launched();
await inContext(browser, {}, async (context) => {
  for (const [name, viewport, colorScheme] of views) {
    const tab = await context.newPage();
    await tab.setViewportSize(viewport);
    await tab.emulateMedia({ colorScheme });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: join(folder, `${name}-first.png`) });
    await tab.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    await tab.close();
  }
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page).href);
  await tab.pdf({ path: join(folder, "print.pdf"), format: "A4", printBackground: false });
});
await browser.close();
