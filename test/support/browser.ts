import { AxeBuilder } from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/** Scrollbars take room on most desks; without them nobody sees what they push aside. */
const scrollbars = '--hide-scrollbars';
/** The package's own choices suit a sandboxed function; these would weaken or crash a browser under test. */
const unwanted = new RegExp(`single-process|no-zygote|web-security|insecure|${scrollbars}`);
/** A graphics card played by the processor takes more of it than everything else a page asks for. */
const graphics = /gpu|use-gl|use-angle|swiftshader/;

/** The Chromium that comes from npm. `textPx`: the size of text that its owner has set. */
export async function startBrowser({ textPx = 16 } = {}): Promise<Browser> {
  const args = chromium.args.filter((arg) => !unwanted.test(arg) && !graphics.test(arg));
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    ignoreDefaultArgs: [scrollbars],
    args: [
      ...args,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      `--blink-settings=defaultFontSize=${textPx}`,
    ],
  });
}

/** Pages on which something is awaited look every three seconds; in tests, ten times as often. Run in the page. */
export function lookOften() {
  const later = window.setTimeout;
  const sooner = (task: () => void, ms: number) => later(task, ms === 3000 ? 300 : ms);
  window.setTimeout = sooner as typeof later;
}

/** Everything WCAG 2.2 AA that axe can tell. */
export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What CSS draws behind a text is left aside: axe would else judge the contrast of no text on it. It takes `checks`,
 * although its types do not name them.
 */
const options = {
  checks: { 'color-contrast': { options: { ignorePseudo: true } } },
} as Parameters<AxeBuilder['options']>[0];

/** All frames come from one origin: axe needs no further page to put its findings together on. */
export const axeOn = (page: Page): AxeBuilder => new AxeBuilder({ page }).options(options).setLegacyMode();
