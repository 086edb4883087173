import { createElement, Suspense } from "react";
import { expect, test } from "vitest";
import { renderPage } from "./render-page.ts";

const logger = () => {
  const told: unknown[] = [];
  return { told, logger: { error: (what: unknown) => told.push(what) } as never };
};

function Broken(): never {
  throw new Error("broken");
}

test("a long page comes whole, letter for letter", async () => {
  const { told, logger: to } = logger();
  const text = "Économies partagées, élèves et communs. ".repeat(2_000);
  const { html, isWhole } = await renderPage(createElement("p", null, text), { logger: to });
  expect(html.toString("utf8")).toBe(`<p>${text}</p>`);
  expect(isWhole).toBe(true);
  expect(told).toEqual([]);
});

test("a page of which a part fails says so, and why is logged", async () => {
  const { told, logger: to } = logger();
  const page = createElement(
    Suspense,
    { fallback: createElement("p", null, "…") },
    createElement(Broken),
  );
  const { html, isWhole } = await renderPage(page, { logger: to });
  expect(html.toString("utf8")).toContain("…");
  expect(isWhole).toBe(false);
  expect(told).toHaveLength(1);
});

test("a page that cannot begin is refused, and left to the crash page to log", async () => {
  const { told, logger: to } = logger();
  await expect(renderPage(createElement(Broken), { logger: to })).rejects.toThrow("broken");
  expect(told).toEqual([]);
});
