import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate } from "@essaim/database/testing-rows";
import { sealerOf } from "@essaim/impact/report/seal";
import { SEALED_FILE_LIMIT } from "@essaim/impact/report/seal.schema";
import { canonical, writeSealedFile } from "@essaim/impact/report/sealed-file";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startDirectory } from "./testing-server.ts";

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startDirectory>>;
const seal = sealerOf("the secret of an installation, long enough");
const code = "ruche-2026-007";
const sealed = canonical({
  edition: 1,
  code,
  title: "Une année",
  header: { organisationName: "Ruche" },
});
const file = writeSealedFile({ code, sealed, ...seal(sealed) });

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database.owner;
  const { organisationId, grantId } = await populate(db, "Ruche");
  const releaseId = "01900000-0000-7000-8000-000000000001";
  const ofGrant = { organisation_id: organisationId, grant_id: grantId };
  await db
    .insertInto("figure_release")
    .values({ ...ofGrant, id: releaseId, cut_off_on: "2026-09-30", content: "{}", details: "{}" })
    .execute();
  const { hash, signature, keyId, publicKey } = seal(sealed);
  await db.insertInto("signing_key").values({ id: keyId, public_key: publicKey }).execute();
  await db
    .insertInto("impact_report")
    .values({
      ...ofGrant,
      release_id: releaseId,
      title: "Une année",
      cut_off_on: "2026-06-30",
      approved_at: "2026-07-02T10:00:00Z",
      ...{ code, sealed, hash, signature, signing_key_id: keyId },
    })
    .execute();
  server = await startDirectory(database);
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
});

async function send(bytes: string | Uint8Array | null, path = "/verifier") {
  const form = new FormData();
  if (bytes !== null) form.set("file", new Blob([bytes as BlobPart]), "rapport.scelle.json");
  const headers = { origin: server.url };
  const answer = await fetch(server.url + path, { method: "POST", body: form, headers });
  return {
    status: answer.status,
    cache: answer.headers.get("cache-control"),
    page: plain(await answer.text()),
  };
}

it("says that a file is the report that was sealed, when it was approved, and keeps no page of it", async () => {
  const { status, cache, page } = await send(file);
  expect(status).toBe(200);
  expect(cache).toBe("no-store");
  expect(page).toContain("Ce rapport est authentique");
  expect(page).toContain("Une année");
  expect(page).toContain("2 juillet 2026");
  expect((await send(file, "/en/verify")).page).toContain("This report is authentic");
});

it("shows nothing of a file with one letter changed, and says so", async () => {
  const { status, page } = await send(file.replace("Une année", "Une Année"));
  expect(status).toBe(422);
  expect(page).toContain("Ce fichier a été modifié");
  expect(page).not.toContain("Une Année");
});

it("says what else a file may be", async () => {
  const stranger = sealerOf("the secret of another installation, as long");
  const foreign = writeSealedFile({ code, sealed, ...stranger(sealed) });
  expect((await send(foreign)).page).toContain("n’a pas été scellé ici");
  expect((await send(file.slice(0, 200))).page).toContain("n’est pas un rapport scellé");
  for (const size of [SEALED_FILE_LIMIT + 1, 4 * SEALED_FILE_LIMIT]) {
    const big = await send(new Uint8Array(size));
    expect([big.status, big.page]).toEqual([413, expect.stringContaining("trop gros")]);
  }
  expect((await send(new Uint8Array(2 * SEALED_FILE_LIMIT), "/en/verify")).page).toContain(
    "This file is too big",
  );
  const none = await send(null);
  expect([none.status, none.page]).toEqual([422, expect.stringContaining("Choisissez d’abord")]);
});

it("tells of a code when it was approved and its hash, and nothing of the report", async () => {
  const page = plain(
    await (await fetch(`${server.url}/verifier?code=${code.toUpperCase()}`)).text(),
  );
  expect(page).toContain(seal(sealed).hash);
  expect(page).toContain("2 juillet 2026");
  expect(page).not.toContain("Une année");
  expect(page).toContain(seal(sealed).publicKey);
  const unknown = await (await fetch(`${server.url}/verifier?code=ruche-2026-999`)).text();
  expect(unknown).toContain("Aucun rapport approuvé ici");
  const odd = await (await fetch(`${server.url}/verifier?code=%27%20or%201`)).text();
  expect(odd).toContain("Écrivez le code");
});

/** With plain spaces: those of dates do not break. */
const plain = (page: string) => page.replace(/[\u00a0\u202f]/g, " ");
