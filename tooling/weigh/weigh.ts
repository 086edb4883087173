import { createRequire } from "node:module";
import { join } from "node:path";
import { rootDir } from "@essaim/web/environment";

export type PageWeight = {
  page: string;
  /** Bytes transferred, headers and compression included, at a first visit. */
  document: number;
  style: number;
  script: number;
  image: number;
  other: number;
  total: number;
  requests: number;
  /** Elements of the page's tree. */
  elements: number;
};

type Kind = "document" | "style" | "script" | "image" | "other";

const kinds: Record<string, Kind> = {
  Document: "document",
  Stylesheet: "style",
  Script: "script",
  Image: "image",
};

/** The public pages that are weighed; the records are the first of their lists. */
const pages: Record<string, string> = {
  home: "/",
  search: "/recherche?q=velo",
  activities: "/activites",
  activity: "/activites",
  resources: "/ressources",
  resource: "/ressources",
  library: "/mediatheque",
  piece: "/mediatheque",
  meetings: "/rencontres",
  about: "/a-propos",
  propose: "/proposer/activite",
  // Of the only cooperative that makes its figures public.
  impact: "/impact",
};

type Cdp = {
  send(method: string): Promise<unknown>;
  on(event: string, listener: (parameters: never) => void): void;
};
type Page = {
  goto(address: string, options: { waitUntil: "networkidle" }): Promise<unknown>;
  evaluate<T>(inPage: string): Promise<T>;
  context(): { newCDPSession(page: Page): Promise<Cdp>; close(): Promise<void> };
};
type Browser = {
  version(): string;
  newContext(): Promise<{ newPage(): Promise<Page> }>;
  close(): Promise<void>;
};

/**
 * Weighs the pages of a running directory in a browser that has never been there.
 * @param address of the directory, without a final slash
 * @param executablePath of a Chromium
 */
export async function weigh(
  address: string,
  executablePath: string,
): Promise<{ browser: string; pages: PageWeight[] }> {
  const fromJourneys = createRequire(join(rootDir, "e2e", "package.json"));
  const { chromium } = fromJourneys("@playwright/test") as {
    chromium: { launch(options: { executablePath: string }): Promise<Browser> };
  };
  const browser = await chromium.launch({ executablePath });
  try {
    const weights: PageWeight[] = [];
    for (const [page, path] of Object.entries(pages)) {
      const isRecord = page === "activity" || page === "resource" || page === "piece";
      const found = isRecord ? await firstRecord(browser, address + path, path) : path;
      weights.push({ page, ...(await weighPage(browser, address + found)) });
    }
    return { browser: `Chromium ${browser.version().split(".")[0]}`, pages: weights };
  } finally {
    await browser.close();
  }
}

async function firstRecord(browser: Browser, list: string, path: string): Promise<string> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(list, { waitUntil: "networkidle" });
  const found = await page.evaluate<string | null>(
    `document.querySelector('main a[href^="${path}/"]')?.getAttribute("href") ?? null`,
  );
  await page.context().close();
  if (!found) throw new Error(`No record in ${list}`);
  return found;
}

async function weighPage(browser: Browser, address: string): Promise<Omit<PageWeight, "page">> {
  const page = await (await browser.newContext()).newPage();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const kindOf = new Map<string, Kind>();
  const bytes: Record<Kind, number> = { document: 0, style: 0, script: 0, image: 0, other: 0 };
  cdp.on("Network.responseReceived", ({ requestId, type }: { requestId: string; type: string }) => {
    kindOf.set(requestId, kinds[type] ?? "other");
  });
  cdp.on(
    "Network.loadingFinished",
    ({ requestId, encodedDataLength }: { requestId: string; encodedDataLength: number }) => {
      bytes[kindOf.get(requestId) ?? "other"] += encodedDataLength;
    },
  );
  await page.goto(address, { waitUntil: "networkidle" });
  const elements = await page.evaluate<number>("document.querySelectorAll('*').length");
  await page.context().close();
  const total = Object.values(bytes).reduce((sum, some) => sum + some, 0);
  return { ...bytes, total, requests: kindOf.size, elements };
}
