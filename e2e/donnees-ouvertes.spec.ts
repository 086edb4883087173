import { publicUrl } from "./support/environment.ts";
import { createActivity, publish } from "./support/records.ts";
import { expect, test } from "./support/session.ts";
import { uniqueWord } from "./support/words.ts";

test("Ce qui est publié est dans l’interface, le flux et les fichiers ; ce qui est retiré est dit retiré", async ({
  request,
  signedInAs,
}) => {
  const word = uniqueWord();
  const asked = async (path: string) => {
    const answer = await request.get(`${publicUrl}${path}`);
    expect(answer.status(), path).toBe(200);
    return answer;
  };
  type Change = { change: string; slug?: string; record?: { slug: string } };
  const start = encodeURIComponent(new Date().toISOString());
  const changes = async (): Promise<Change[]> => {
    const found: Change[] = [];
    let next: string | null = `${publicUrl}/api/v1/changes?since=${start}&limit=100`;
    while (next) {
      const page: { data: Change[]; next: string | null } = await (await request.get(next)).json();
      found.push(...page.data);
      next = page.next;
    }
    return found;
  };
  const activity = await createActivity({ title: `Sérigraphie ${word}` });
  await publish(activity.path);

  await expect(async () => {
    const found = await (await asked(`/api/v1/activities?q=${word}`)).json();
    expect(found.data.map((one: { slug: string }) => one.slug)).toEqual([activity.slug]);
  }).toPass();
  for (const path of [
    `/api/v1/activities/${activity.slug}`,
    "/donnees/flux.atom",
    "/donnees/annuaire.json",
    "/donnees/activites.csv",
    `/integrer/liste?q=${word}`,
  ])
    expect(await (await asked(path)).text(), path).toContain(word);
  expect((await changes()).map(({ record }) => record?.slug)).toContain(activity.slug);

  const page = await signedInAs("editor");
  await page.goto(activity.path);
  await page.getByText("Retirer de l’annuaire").first().click();
  const sure = page.getByRole("button", { name: "Retirer quand même" });
  if (await sure.isVisible()) await sure.click();
  await expect(async () => {
    expect((await request.get(`${publicUrl}/api/v1/activities/${activity.slug}`)).status()).toBe(
      404,
    );
  }).toPass();
  expect(await changes()).toContainEqual(
    expect.objectContaining({ change: "deletion", slug: activity.slug }),
  );
});

test("Un partenaire montre la liste et la carte dans une page à lui, sans script", async ({
  newVisitor,
}) => {
  const word = uniqueWord();
  const activity = await createActivity({
    title: `Reliure ${word}`,
    "locations.0.commune": "Lille (59)",
  });
  await publish(activity.path);
  const page = await newVisitor({ javaScriptEnabled: false });
  await page.goto(`${publicUrl}/integrer`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("<iframe src=");
  await page.setContent(
    ["liste", "carte"]
      .map(
        (kind) => `<iframe title="${kind}" src="${publicUrl}/integrer/${kind}?q=${word}"></iframe>`,
      )
      .join(""),
  );
  const shown = (kind: string) => page.frameLocator(`iframe[title=${kind}]`);
  await expect(shown("liste").getByRole("link", { name: activity.title })).toHaveAttribute(
    "href",
    `${publicUrl}/activites/${activity.slug}`,
  );
  await expect(shown("carte").getByRole("listitem")).toContainText(activity.title);
});
