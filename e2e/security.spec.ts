import { expect, test } from "@playwright/test";

const { STAFF_URL, PUBLIC_URL } = process.env;

for (const [name, url] of [
  ["L’espace de travail", STAFF_URL],
  ["L’annuaire public", PUBLIC_URL],
] as const) {
  test(`${name} s’affiche sans enfreindre sa politique de sécurité`, async ({ page }) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${url}/`);
    await page.waitForLoadState("networkidle");
    expect(complaints).toEqual([]);
  });

  test(`${name} refuse un envoi venu d’ailleurs, trop gros ou sans taille`, async ({ request }) => {
    const post = (headers: Record<string, string>, data = "a=1") =>
      request.post(`${url}/`, { headers, data, maxRedirects: 0 });
    expect((await post({ origin: "https://ailleurs.example" })).status()).toBe(403);
    expect((await post({})).status()).toBe(403);
    const large = await post({ origin: url as string }, "a".repeat(1024 * 1024 + 1));
    expect(large.status()).toBe(413);
    expect(await large.text()).toContain("Envoi trop volumineux");
  });
}

test("L’annuaire public ne charge aucun script", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto(`${PUBLIC_URL}/`);
  await page.waitForLoadState("networkidle");
  expect(scripts).toEqual([]);
  await expect(page.locator("script:not([type='application/ld+json'])")).toHaveCount(0);
});
