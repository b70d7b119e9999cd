// Debian's Chromium, driven by playwright-core, which gives it a profile of its own that is gone afterwards.

import { chromium } from "playwright-core";

export const launched = () =>
  chromium.launch({
    executablePath: process.env.BRINK_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/// Calls `use` with a fresh context of a browser; closes it whatever happens.
export async function inContext(browser, options, use) {
  const context = await browser.newContext(options);
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}
