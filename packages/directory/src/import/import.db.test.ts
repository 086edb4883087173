import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { type MemberActor, memberActor } from "@essaim/identity/actor";
import { Forbidden } from "@essaim/identity/operation";
import type { Role } from "@essaim/identity/permission";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getOpenResource } from "../open-resource.queries.ts";
import type { OpenResourceInput } from "../open-resource.schema.ts";
import { importOpenResources } from "./import.commands.ts";
import { findLikeResources } from "./import.queries.ts";
import { readManifest } from "./read-manifest.ts";

let database: TestDatabase;
let hive: Rows;
let other: Rows;

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  other = await populate(database.owner.db, "Autre");
});
afterAll(() => database.close());

const member = (rows: Rows, role: Role): MemberActor =>
  memberActor({
    organisationId: rows.organisationId,
    membershipId: rows.membershipId,
    userId: randomUUID(),
    role,
    funderId: null,
    requestId: "test",
  });

function resourceOf(name: string, licence: string): OpenResourceInput {
  const outcome = readManifest({
    name: "publiccode.yml",
    text: `publiccodeYmlVersion: "0.4"
name: ${name}
url: https://forge.example/commun/${name.toLowerCase().replace(/\W/g, "-")}.git
roadmap: https://forge.example/feuille-de-route
description:
  fr:
    shortDescription: Un outil.
  en:
    shortDescription: A tool.
legal:
  license: ${JSON.stringify(licence)}
  mainCopyrightOwner: Les communs
`,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.resource;
}

const drafts = () =>
  database.owner.db
    .selectFrom("open_resource")
    .where("organisation_id", "=", hive.organisationId)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();

describe("importOpenResources", () => {
  it("makes a draft of each, with its licence as it was written, once however often it is sent", async () => {
    const editor = member(hive, "editor");
    const input = { resources: [resourceOf("Cagette", "GNU AGPLv3"), resourceOf("Filet", "?")] };
    const submissionId = randomUUID();
    const send = () => database.execute(editor, importOpenResources, input, { submissionId });
    const before = await drafts();
    const first = await send();
    const again = await send();
    if (!first.ok) throw new Error(first.reason);
    expect(again).toEqual(first);
    expect((await drafts()).count - before.count).toBe(2);
    const [cagette, filet] = await Promise.all(
      first.ids.map((id) => database.execute(editor, getOpenResource, { id })),
    );
    expect(cagette).toMatchObject({
      status: "draft",
      kind: "software",
      licenceExpression: "AGPL-3.0-only",
      licenceOriginal: "GNU AGPLv3",
      governance: "Publié par Les communs.",
      links: [{ title: "Feuille de route" }],
      english: { name: "Cagette", summary: "A tool." },
    });
    expect(filet).toMatchObject({ licenceExpression: null, licenceOriginal: "?" });
  });

  it("makes none when one of them is refused", async () => {
    const before = await drafts();
    const wrong = { ...resourceOf("Faux", "MIT"), licenceExpression: "licence à moi" };
    const outcome = await database.execute(member(hive, "editor"), importOpenResources, {
      resources: [resourceOf("Juste", "MIT"), wrong],
    });
    expect(outcome).toMatchObject({ ok: false, reason: "invalid" });
    expect(await drafts()).toEqual(before);
  });

  it("is for whoever writes the directory", async () => {
    await expect(
      database.execute(member(hive, "coach"), importOpenResources, {
        resources: [resourceOf("Interdit", "MIT")],
      }),
    ).rejects.toThrow(Forbidden);
  });
});

describe("findLikeResources", () => {
  it("finds the same sources however their address is written, or the same name, at home alone", async () => {
    const editor = member(hive, "editor");
    const made = await database.execute(editor, importOpenResources, {
      resources: [resourceOf("Métier à tisser", "MIT")],
    });
    if (!made.ok) throw new Error(made.reason);
    const candidates = [
      { name: "Inconnu", sourceUrl: "https://ailleurs.example/x" },
      { name: "Loom", sourceUrl: "http://www.Forge.example/commun/m-tier---tisser/" },
      { name: "METIER A TISSER", sourceUrl: null },
    ];
    const id = made.id;
    expect(await database.execute(editor, findLikeResources, { candidates })).toEqual([
      [],
      [{ id, name: "Métier à tisser", by: "source" }],
      [{ id, name: "Métier à tisser", by: "name" }],
    ]);
    const stranger = member(other, "editor");
    expect(await database.execute(stranger, findLikeResources, { candidates })).toEqual([
      [],
      [],
      [],
    ]);
  });
});
