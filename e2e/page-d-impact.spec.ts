import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { organisationOf } from "./support/accounts.ts";
import { expectAccessible } from "./support/axe.ts";
import { row, rows } from "./support/database.ts";
import { publicUrl } from "./support/environment.ts";
import { createGrant } from "./support/records.ts";
import { expect, test } from "./support/session.ts";

const main = (page: Page) => page.getByRole("main");
const day = "2015-01-01";

/** A grant of one day of long ago, that promised three records, and where its cooperative tells it. */
async function promised() {
  const grant = await createGrant({ status: "awarded", amountCents: "12 000" });
  const organisationId = await organisationOf("manager");
  await rows(
    `insert into target (organisation_id, grant_id, indicator_key, value)
      values ($1, $2, 'published_activities', 3)`,
    [organisationId, grant.id],
  );
  const { slug } = await row<{ slug: string }>("select slug from organisation where id = $1", [
    organisationId,
  ]);
  return { grant, page: `${publicUrl}/impact/${slug}`, english: `${publicUrl}/en/impact/${slug}` };
}

test("Ce qui est promis et fait paraît dès que la direction le montre, et disparaît dès qu’elle le retire", async ({
  signedInAs,
  newVisitor,
  request,
}) => {
  const { grant, page: address, english } = await promised();
  const manager = await signedInAs("manager");
  await manager.goto(`${grant.path}/arretes/nouveau?jour=${day}`);
  await manager.getByLabel("Les montrer aussi à tout le monde").check();
  await manager.getByRole("button", { name: /^Arrêter les chiffres au/ }).click();
  await expect(main(manager)).toContainText("Lus par tout le monde");

  const visitor = await newVisitor({ javaScriptEnabled: false });
  const ofGrant = visitor.getByRole("region", { name: grant.title, exact: true });
  await expect(async () => {
    await visitor.goto(address);
    await expect(ofGrant).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(ofGrant).toContainText(/3\s+fiches d’activité promises, 0\s+publiée\./);
  await expect(
    ofGrant.getByRole("img", { name: "Part de chaque objectif atteinte" }),
  ).toBeVisible();
  await ofGrant.getByText("Voir les chiffres dans un tableau").first().click();
  await expect(ofGrant.getByRole("row", { name: /Activités publiées/ })).toContainText("3");
  await visitor.getByRole("link", { name: "English" }).click();
  await expect(visitor).toHaveURL(english);
  await expect(visitor.getByRole("region", { name: grant.title, exact: true })).toContainText(
    /3\s+activity pages promised, 0\s+published\./,
  );
  for (const kind of ["csv", "json"]) {
    const file = await request.get(`${address}/indicateurs.${kind}`);
    expect(file.status()).toBe(200);
    expect(await file.text()).toContain(grant.title);
  }

  await manager.getByRole("button", { name: "Ne plus montrer au public" }).click();
  await expect(main(manager)).toContainText("seulement");
  await expect(async () => {
    const page = await request.get(address);
    expect(await page.text()).not.toContain(grant.title);
    const file = await request.get(`${address}/indicateurs.csv`);
    expect(await file.text()).not.toContain(grant.title);
  }).toPass();
});

test("Un autre site montre le cadre et l’image de l’impact, sans script", async ({
  newVisitor,
}) => {
  const { grant, page: address } = await promised();
  await rows(
    `insert into figure_release (organisation_id, grant_id, cut_off_on, content, details, is_public)
      select r.organisation_id, $1::uuid, $2::date,
        jsonb_set(jsonb_set(r.content, '{cutOffOn}', to_jsonb(($2::date)::text)),
        '{header,grantTitle}', to_jsonb($3::text)), r.details, true
      from figure_release r join organisation o on o.id = r.organisation_id
      where r.is_public and o.slug = $4 order by r.cut_off_on limit 1`,
    [grant.id, day, grant.title, address.split("/").at(-1)],
  );
  const visitor = await newVisitor({ javaScriptEnabled: false });
  await visitor.goto(`${address}/integrer`);
  const [frame = "", image = ""] = await visitor.locator("pre code").allTextContents();
  const elsewhere = await serve(`<!doctype html><h1>Ailleurs</h1>${frame}${image}`);
  await visitor.goto(elsewhere.url);
  const framed = visitor.frameLocator("iframe");
  await expect(framed.getByRole("heading", { name: grant.title })).toBeVisible();
  await expect(framed.getByRole("link", { name: "Tous les chiffres" })).toHaveAttribute(
    "href",
    address,
  );
  const shown = visitor.getByRole("img");
  await shown.scrollIntoViewIfNeeded();
  for (const colorScheme of ["light", "dark"] as const) {
    await visitor.emulateMedia({ colorScheme });
    await expect(async () => {
      const { width, height } = (await shown.boundingBox()) ?? { width: 0, height: 0 };
      // An image that does not load has no height of its own.
      expect(width).toBe(688);
      expect(height).toBeGreaterThan(100);
    }).toPass();
  }
  elsewhere.close();
});

/** Another site, of one page. */
async function serve(html: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

test("Les pages de l’impact se lisent au clavier, au lecteur d’écran et sur un petit écran", async ({
  newVisitor,
}) => {
  const { slug } = await row<{ slug: string }>("select slug from organisation where id = $1", [
    await organisationOf("manager"),
  ]);
  const page = await newVisitor();
  for (const path of [
    `/impact/${slug}`,
    `/en/impact/${slug}`,
    `/impact/${slug}/integrer`,
    `/impact/${slug}/cadre`,
    `/en/impact/${slug}/cadre`,
    "/donnees",
  ]) {
    await page.goto(publicUrl + path);
    await expectAccessible(page, path);
  }
});
