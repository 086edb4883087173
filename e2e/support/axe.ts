import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

/** Tells, and goes on: the other pages are still looked at. */
const soft = expect.configure({ soft: true });

const runOnly = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22a",
  "wcag22aa",
  "best-practice",
];

/** What axe finds wrong in what the page shows now. */
export async function violationsOf(page: Page): Promise<{ rule: string; where: string[] }[]> {
  // Its half megabyte is given once to a page that is looked at twice.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const inPage = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await inPage.run(document, {
      runOnly: rules,
      resultTypes: ["violations"],
    });
    return violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`),
    }));
  }, runOnly);
}

/** On a large light screen, on a small dark one, and without scrolling sideways on the smallest. */
export async function expectAccessible(page: Page, what = page.url()): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
  await settle(page);
  soft(await violationsOf(page), `${what}, 1280 px, clair`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 740 });
  await settle(page);
  soft(await violationsOf(page), `${what}, 360 px, sombre`).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  // A chart takes a moment to be drawn again at its new size.
  await soft
    .poll(() => page.evaluate(whatOverflows), { message: `${what} déborde à 320 px` })
    .toEqual([]);
  // What a phone folds is found again.
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Run in the page: what makes it scroll sideways. */
function whatOverflows(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const beyond = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1,
  );
  return [
    `${scrollWidth} px`,
    ...beyond.slice(-5).map((element) => {
      const { width, right } = element.getBoundingClientRect();
      return `${element.tagName} ${element.getAttribute("class") ?? ""} ${width} → ${right}`;
    }),
  ];
}

/** Colours that are still changing would be read half way; what does not end in a second is not waited for. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.race([
      Promise.allSettled(document.getAnimations().map((one) => one.finished)),
      new Promise((next) => setTimeout(next, 1000)),
    ]).then(() => {}),
  );
}
