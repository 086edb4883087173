import type { Page } from "@playwright/test";

/** Opens the proposal of a sender among all that wait, the oldest first, however many pages they fill. */
export async function openProposal(page: Page, sender: string): Promise<void> {
  await page.goto("/propositions");
  const line = page.getByRole("main").getByRole("row").filter({ hasText: sender });
  const next = page.getByRole("link", { name: "Page suivante" });
  while ((await line.count()) === 0 && (await next.count()) > 0) {
    await page.goto((await next.getAttribute("href")) ?? "");
  }
  await line.getByRole("link").last().click();
}
