import type { Tx } from "@essaim/database/operation";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { today } from "@essaim/database/today";
import { forgetImages } from "@essaim/directory/images/image.commands";
import { houseActor, type MemberActor } from "@essaim/identity/actor";
import { Forbidden, NotFound } from "@essaim/identity/operation";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addCredit,
  announceConsent,
  editCredit,
  recordConsent,
  removeCredit,
  withdrawConsent,
} from "./credit.commands.ts";
import { getCredit, openConsent } from "./credit.queries.ts";
import { addPieceImage, announcePieceImage } from "./image.commands.ts";
import {
  checkPiece,
  createPiece,
  editPiece,
  movePiece,
  publishPiece,
  removePiece,
  withdrawPiece,
} from "./piece.commands.ts";
import { getPiece, getPieceImages, listBoard, listMediaDays } from "./piece.queries.ts";
import { newPieceSchema } from "./piece.schema.ts";
import { editPieceSchema } from "./piece-form.schema.ts";
import { publishedPieceSchema } from "./published-piece.schema.ts";
import { restorePiece } from "./revision.commands.ts";
import { getPieceReview, listPieceRevisions } from "./revision.queries.ts";
import { addSeries, editSeries } from "./series.commands.ts";
import { addSubtitles, removeSubtitles, transcribe, writeTranscript } from "./subtitle.commands.ts";

let database: TestDatabase;
let hive: Rows;
let other: Rows;
let editor: MemberActor;

beforeAll(async () => {
  database = await createTestDatabase();
  hive = await populate(database.owner.db, "Ruche");
  other = await populate(database.owner.db, "Autre");
  editor = actorOf(hive, "editor");
});
afterAll(() => database.close());

const inHive = <T>(work: (db: Tx) => Promise<T>) => inOrganisation(database.owner.db, hive, work);
const state = (id: string) => database.execute(editor, getPiece, { id });

function done<T extends { ok: boolean }>(outcome: T): Extract<T, { ok: true }> {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome as Extract<T, { ok: true }>;
}

const vtt = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Nadia>Bonjour.\n";

/** The form of a piece that says enough to be published. */
const formOf = (piece: { id: string; version: number }, change: Record<string, string> = {}) =>
  editPieceSchema.parse({
    id: piece.id,
    version: piece.version,
    title: "Régler ses freins",
    summary: "En dix minutes, avec ce que l’on a.",
    language: "fr",
    licenceExpression: "CC-BY-SA-4.0",
    durationSeconds: "10:00",
    "places.0.platform": "peertube",
    "places.0.url": "https://tube.exemple.fr/w/freins",
    "places.0.publishedOn": "2026-03-01",
    "activities.0.id": hive.activityId,
    "resources.0.id": hive.resourceId,
    ...change,
  });

/** A video, filmed with Nadia Benali and written by Yanis Morel, up to its rereading. */
async function video(title = "Régler ses freins") {
  const { id } = done(
    await database.execute(editor, createPiece, newPieceSchema.parse({ kind: "video", title })),
  );
  done(await database.execute(editor, editPiece, formOf(await state(id), { title })));
  done(await database.execute(editor, addSubtitles, { id, language: "fr", vtt }));
  const { version } = await state(id);
  done(await database.execute(editor, transcribe, { id, language: "fr", version }));
  const people = { isAnonymous: false, consentNeeded: false, pieceId: id };
  done(
    await database.execute(editor, addCredit, { ...people, name: "Nadia Benali", role: "filmed" }),
  );
  done(
    await database.execute(editor, addCredit, { ...people, name: "Yanis Morel", role: "author" }),
  );
  for (const item of ["music_licence", "image_licence", "plain_language"] as const) {
    done(await database.execute(editor, checkPiece, { id, item, isDone: true }));
  }
  for (const stage of ["script", "shooting", "editing", "review"] as const) {
    done(
      await database.execute(editor, movePiece, { id, stage, version: (await state(id)).version }),
    );
  }
  const { credits } = await state(id);
  const creditId = (name: string) => credits.find((one) => one.name === name)?.id ?? "";
  return { id, nadia: creditId("Nadia Benali"), yanis: creditId("Yanis Morel") };
}

const sign = (id: string) =>
  database.execute(editor, recordConsent, {
    id,
    signedOn: "2026-02-01",
    keptWhere: "Classeur bleu",
    file: null,
  });

const target = async (id: string) => {
  const { version, digest } = await state(id);
  return { id, version, digest };
};

const publish = async (id: string) => database.execute(editor, publishPiece, await target(id));

async function published(title?: string) {
  const made = await video(title);
  done(await sign(made.nadia));
  done(await publish(made.id));
  return made;
}

/** What anybody reads of a piece; null when it is not public. */
async function publicCopy(id: string) {
  const row = await database.public.db
    .selectFrom("published_piece")
    .select(["content", "slug", "title"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { ...row, content: publishedPieceSchema.parse(row.content) } : null;
}

describe("from an idea to the public", () => {
  test("nothing is read by the public before everybody filmed agreed, nor without a rereading", async () => {
    const { id, nadia } = await video();
    const refused = await publish(id);
    expect(refused).toMatchObject({
      ok: false,
      reason: "incomplete",
      missing: [{ part: "people" }],
    });
    expect(await publicCopy(id)).toBeNull();
    expect(
      await database.execute(editor, recordConsent, {
        id: nadia,
        signedOn: "2026-02-01",
        keptWhere: "",
        file: null,
      }),
    ).toEqual({ ok: false, reason: "no_proof" });
    done(await sign(nadia));
    const { version } = await state(id);
    done(await database.execute(editor, movePiece, { id, stage: "editing", version }));
    expect(await publish(id)).toMatchObject({ reason: "not_reviewed" });
    const again = (await state(id)).version;
    done(await database.execute(editor, movePiece, { id, stage: "review", version: again }));
    done(await publish(id));
    const copy = await publicCopy(id);
    expect(copy?.content).toMatchObject({
      title: "Régler ses freins",
      credits: [
        { name: "Nadia Benali", role: "filmed" },
        { name: "Yanis Morel", role: "author" },
      ],
      transcript: [{ startSeconds: 0, speaker: "Nadia", text: "Bonjour." }],
      activityIds: [hive.activityId],
      resourceIds: [hive.resourceId],
      places: [{ platform: "peertube", url: "https://tube.exemple.fr/w/freins", file: null }],
    });
    expect((await state(id)).stage).toBe("published");
  });

  test("what is written afterwards is read once it is published again, at the same address", async () => {
    const { id } = await published("Changer une chambre à air");
    const before = await publicCopy(id);
    const change = { title: "Changer un pneu", body: "## Matériel" };
    done(await database.execute(editor, editPiece, formOf(await state(id), change)));
    expect(await publicCopy(id)).toEqual(before);
    expect((await state(id)).hasChanges).toBe(true);
    done(await publish(id));
    const after = await publicCopy(id);
    expect([after?.title, after?.slug]).toEqual(["Changer un pneu", before?.slug]);
    expect((await state(id)).hasChanges).toBe(false);
    const { rows } = await sql<{ found: number }>`
      select count(*)::int as found from published_piece
      where id = ${id} and search @@ websearch_to_tsquery('fr', 'bonjour materiel')`.execute(
      database.public.db,
    );
    expect(rows[0]?.found).toBe(1);
  });

  test("withdrawn, it goes back to its editing and keeps the day of its first publication", async () => {
    const { id } = await published("Graisser une chaîne");
    const { publishedAt, version } = await state(id);
    expect(await database.execute(editor, removePiece, { id, version })).toMatchObject({
      reason: "public",
    });
    done(await database.execute(editor, withdrawPiece, { id, version }));
    expect(await publicCopy(id)).toBeNull();
    const withdrawn = await state(id);
    expect(withdrawn).toMatchObject({ stage: "editing", publishedAt, isPublic: false });
    // What was signed for it, and its views, stay.
    expect(
      await database.execute(editor, removePiece, { id, version: withdrawn.version }),
    ).toMatchObject({ reason: "was_public" });
  });

  test("no column says public what is not, whoever writes it", async () => {
    const { id } = await video("Sans passer par la publication");
    for (const stage of ["published", "to_refresh"] as const) {
      await expect(
        inHive((db) => db.updateTable("piece").set({ stage }).where("id", "=", id).execute()),
      ).rejects.toThrow(/only what is public/);
      const { version } = await state(id);
      expect(await database.execute(editor, movePiece, { id, stage, version })).toMatchObject({
        reason: "no_such_step",
      });
    }
    await expect(inHive((db) => sql`select publish_piece(${id})`.execute(db))).rejects.toThrow(
      /did not agree/,
    );
  });
});

describe("versions", () => {
  const versions = async (id: string) =>
    (await database.execute(editor, listPieceRevisions, { id })).revisions;
  const edit = async (id: string, change: Record<string, string>) =>
    done(await database.execute(editor, editPiece, formOf(await state(id), change)));

  test("each save is kept once, with what it changed, and the one that everybody reads is told", async () => {
    const { id } = await published("Nettoyer une chaîne");
    await edit(id, { title: "Nettoyer une chaîne", summary: "En vingt minutes." });
    await edit(id, { title: "Nettoyer une chaîne", summary: "En vingt minutes." });
    const told = (await versions(id)).map(({ number, isFirst, publishedAt, changes }) => ({
      number,
      isFirst,
      isPublished: publishedAt !== null,
      changes: changes.map(({ label }) => label),
    }));
    expect(told.slice(0, 3)).toEqual([
      { number: 4, isFirst: false, isPublished: false, changes: ["Résumé"] },
      { number: 3, isFirst: false, isPublished: true, changes: ["Transcription"] },
      { number: 2, isFirst: false, isPublished: false, changes: ["Sous-titres"] },
    ]);
    expect(told.slice(3)).toMatchObject([{ number: 1, isFirst: true }]);
    const kept = await inHive((db) =>
      sql<{
        said: string;
      }>`select content::text as said from piece_revision where piece_id = ${id}`.execute(db),
    );
    expect(kept.rows.some(({ said }) => said.includes("Nadia Benali"))).toBe(false);
  });

  test("going back is a version more, and the public reads it once it is published", async () => {
    const { id } = await published("Changer un pneu");
    await edit(id, {
      title: "Changer un pneu",
      summary: "Autre chose.",
      "places.0.url": "https://tube.exemple.fr/w/pneu",
    });
    const { version, transcript } = await state(id);
    done(await database.execute(editor, writeTranscript, { id, version, transcript: [] }));
    const { version: later } = await state(id);
    done(await database.execute(editor, restorePiece, { id, version: later, number: 3 }));
    const back = await state(id);
    expect(back).toMatchObject({ summary: "En dix minutes, avec ce que l’on a." });
    expect(back.places.map(({ url }) => url)).toEqual(["https://tube.exemple.fr/w/freins"]);
    expect(back.activities.map((one) => one.id)).toEqual([hive.activityId]);
    expect(back.transcript).toEqual(transcript);
    expect(back.subtitles.map(({ language }) => language)).toEqual(["fr"]);
    expect((await versions(id))[0]).toMatchObject({ number: 6, restores: 3 });
    await expect(
      database.execute(editor, restorePiece, { id, version: back.version, number: 19 }),
    ).rejects.toThrow(NotFound);
    expect(await database.execute(editor, restorePiece, { id, version, number: 1 })).toMatchObject({
      reason: "conflict",
    });
  });

  const asks = (needs: boolean) =>
    inHive((db) => db.updateTable("organisation").set({ needs_review: needs }).execute());
  let second: MemberActor;
  beforeAll(async () => {
    const membershipId = await inHive(async (db) => {
      const user = await db
        .insertInto("user_account")
        .values({ email: "lea@example.org", full_name: "Léa" })
        .returning("id")
        .executeTakeFirstOrThrow();
      const member = await db
        .insertInto("membership")
        .values({ organisation_id: hive.organisationId, user_id: user.id, role: "manager" })
        .returning("id")
        .executeTakeFirstOrThrow();
      return member.id;
    });
    second = actorOf({ ...hive, membershipId }, "manager");
  });
  const review = async (actor: MemberActor, id: string) => {
    const { changes, ...told } = await database.execute(actor, getPieceReview, { id });
    return { ...told, changes: changes.map(({ label }) => label) };
  };

  test("whoever wrote does not publish where a second person reads", async () => {
    const { id, nadia } = await video("Relu par deux");
    done(await sign(nadia));
    await asks(true);
    expect(await publish(id)).toEqual({ ok: false, reason: "second_reader" });
    expect(await review(editor, id)).toMatchObject({ awaitsSecondReader: true, isFirst: true });
    expect(await review(second, id)).toMatchObject({ awaitsSecondReader: false });
    done(await database.execute(second, publishPiece, await target(id)));
    // Nothing was written since: anybody may publish what somebody else has read.
    done(await database.execute(editor, publishPiece, await target(id)));
    await asks(false);
  });

  test("what is said in a recording is read by a second person too, part by part", async () => {
    const { id } = await published("Entretenir ses freins");
    await asks(true);
    const parts: [label: string, change: () => Promise<unknown>][] = [
      [
        "Chapitres",
        () =>
          edit(id, {
            title: "Entretenir ses freins",
            "chapters.0.startSeconds": "0:30",
            "chapters.0.title": "Les patins",
          }),
      ],
      [
        "Transcription",
        async () => {
          const transcript = [{ startSeconds: 0, speaker: "", text: "Bonjour à tout le monde." }];
          const { version } = await state(id);
          done(await database.execute(editor, writeTranscript, { id, version, transcript }));
        },
      ],
      [
        "Sous-titres",
        async () =>
          done(
            await database.execute(editor, addSubtitles, {
              ...{ id, language: "fr" },
              vtt: vtt.replace("Bonjour", "Bonsoir"),
            }),
          ),
      ],
      [
        "Sous-titres",
        async () => done(await database.execute(editor, addSubtitles, { id, language: "en", vtt })),
      ],
      [
        "Sous-titres",
        async () => done(await database.execute(editor, removeSubtitles, { id, language: "en" })),
      ],
    ];
    for (const [label, change] of parts) {
      await change();
      expect(await review(second, id)).toMatchObject({ changes: [label], isFirst: false });
      expect((await versions(id))[0]?.changes.map((one) => one.label)).toEqual([label]);
      expect(await publish(id)).toEqual({ ok: false, reason: "second_reader" });
      done(await database.execute(second, publishPiece, await target(id)));
      expect((await review(second, id)).changes).toEqual([]);
    }
    await asks(false);
  });

  test("what changed since it was read is not published, whichever part changed", async () => {
    const { id } = await published("Graisser un câble");
    const read = await target(id);
    const vttAfter = vtt.replace("Bonjour", "Bonne nuit");
    done(await database.execute(editor, addSubtitles, { id, language: "fr", vtt: vttAfter }));
    // The version of the piece has not moved, its subtitles have.
    expect((await state(id)).version).toBe(read.version);
    expect(await database.execute(second, publishPiece, read)).toEqual({
      ok: false,
      reason: "changed_meanwhile",
    });
    expect((await publicCopy(id))?.content.subtitles).toEqual([{ language: "fr", vtt }]);
    const readAgain = await target(id);
    done(
      await database.execute(editor, addCredit, {
        ...{ name: "Ada Petit", role: "camera" as const, pieceId: id },
        ...{ isAnonymous: false, consentNeeded: true },
      }),
    );
    const ada = (await state(id)).credits.find(({ name }) => name === "Ada Petit");
    done(await sign(ada?.id ?? ""));
    expect(await database.execute(second, publishPiece, readAgain)).toMatchObject({
      reason: "changed_meanwhile",
    });
    done(await database.execute(second, publishPiece, await target(id)));
    expect((await publicCopy(id))?.content.subtitles).toEqual([{ language: "fr", vtt: vttAfter }]);
  });

  test("two people at once: what is shown is what one of them read", async () => {
    const { id } = await published("Démonter une roue libre");
    const read = await target(id);
    const vttAfter = vtt.replace("Bonjour", "Salut");
    const [sent, shown] = await Promise.all([
      database.execute(editor, addSubtitles, { id, language: "fr", vtt: vttAfter }),
      database.execute(second, publishPiece, read),
    ]);
    done(sent);
    const copy = await publicCopy(id);
    expect(copy?.content.subtitles).toEqual([{ language: "fr", vtt }]);
    if (!shown.ok) expect(shown.reason).toBe("changed_meanwhile");
  });
});

test("a piece is given up after whoever counts the audience, and never waits the other way round", async () => {
  const { id } = done(
    await database.execute(
      editor,
      createPiece,
      newPieceSchema.parse({ kind: "video", title: "Sans suite" }),
    ),
  );
  const { version } = await state(id);
  let removal: Promise<unknown> = Promise.resolve();
  await inHive(async (db) => {
    await sql`select hold_audience()`.execute(db);
    removal = database.execute(editor, removePiece, { id, version });
    await sql`select pg_sleep(0.2)`.execute(db);
    // What a figure of the piece asks of it.
    await sql`select from piece where id = ${id} for key share nowait`.execute(db);
  });
  expect(await removal).toMatchObject({ ok: true });
});

describe("a consent taken back acts at once", () => {
  const withdraw = (id: string, withdrawnOn = today()) =>
    database.execute(editor, withdrawConsent, { id, withdrawnOn });

  test("whoever is filmed takes the piece away with them", async () => {
    const { id, nadia } = await published("Rayonner une roue");
    expect((await database.execute(editor, getCredit, { id: nadia })).wouldLose).toBe("piece");
    expect(await withdraw(nadia, "2026-01-01")).toEqual({ ok: false, reason: "before_signature" });
    expect(done(await withdraw(nadia)).lost).toBe("piece");
    expect(await publicCopy(id)).toBeNull();
    expect((await state(id)).stage).toBe("editing");
  });

  test("whoever took back that they are filmed is not made into somebody behind the camera", async () => {
    const { nadia } = await published("Freiner sous la pluie");
    done(await withdraw(nadia));
    const credit = { id: nadia, name: "Nadia Benali", isAnonymous: false, consentNeeded: false };
    expect(await database.execute(editor, editCredit, { ...credit, role: "camera" })).toEqual({
      ok: false,
      reason: "was_withdrawn",
    });
    done(await database.execute(editor, editCredit, { ...credit, role: "voice" }));
  });

  test("whoever made it leaves its credits alone, the rest staying public", async () => {
    const { id, yanis } = await published("Monter une remorque");
    expect((await database.execute(editor, getCredit, { id: yanis })).wouldLose).toBe("credit");
    expect(done(await withdraw(yanis)).lost).toBe("credit");
    expect((await publicCopy(id))?.content.credits.map(({ name }) => name)).toEqual([
      "Nadia Benali",
    ]);
    expect((await state(id)).hasChanges).toBe(false);
  });

  test("a name written in the texts too takes them away, and keeps them from coming back", async () => {
    const { id, yanis } = await published("Souder un cadre");
    done(
      await database.execute(
        editor,
        editPiece,
        formOf(await state(id), { title: "Souder un cadre", body: "Merci à YANIS-MOREL !" }),
      ),
    );
    done(await publish(id));
    expect((await database.execute(editor, getCredit, { id: yanis })).wouldLose).toBe("piece");
    expect(done(await withdraw(yanis)).lost).toBe("piece");
    expect(await publicCopy(id)).toBeNull();
    expect((await state(id)).namesTold).toEqual(["Yanis Morel"]);
    const { version } = await state(id);
    done(await database.execute(editor, movePiece, { id, stage: "review", version }));
    expect(await publish(id)).toMatchObject({
      reason: "incomplete",
      missing: [{ part: "people" }],
    });
    done(
      await database.execute(
        editor,
        editPiece,
        formOf(await state(id), { title: "Souder un cadre", body: "Merci !" }),
      ),
    );
    done(await publish(id));
    expect((await publicCopy(id))?.content.credits.map(({ name }) => name)).toEqual([
      "Nadia Benali",
    ]);
  });

  test("somebody made anonymous loses their name on the public page, and it may be given back by signing again", async () => {
    const { id, yanis } = await published("Peindre un vélo");
    const credit = {
      id: yanis,
      name: "Yanis Morel",
      role: "author" as const,
      consentNeeded: false,
    };
    done(await database.execute(editor, editCredit, { ...credit, isAnonymous: true }));
    expect((await publicCopy(id))?.content.credits.at(-1)?.name).toBe("Anonyme");
    done(await withdraw(yanis));
    done(await database.execute(editor, editCredit, { ...credit, isAnonymous: false }));
    expect((await publicCopy(id))?.content.credits).toHaveLength(1);
    done(await sign(yanis));
    expect((await publicCopy(id))?.content.credits.at(-1)?.name).toBe("Yanis Morel");
  });

  test("somebody added to what is public already agrees first, too", async () => {
    const { id } = await published("Tresser un panier");
    const people = { isAnonymous: false, consentNeeded: false, pieceId: id };
    done(await database.execute(editor, addCredit, { ...people, name: "Ali Kaya", role: "voice" }));
    expect(await publicCopy(id)).toBeNull();
  });

  test("a credit that is spelled otherwise, or taken off, is so for the public at once", async () => {
    const { id, yanis } = await published("Coudre une sacoche");
    const credit = { id: yanis, role: "author" as const, isAnonymous: false, consentNeeded: false };
    done(await database.execute(editor, editCredit, { ...credit, name: "Y. M." }));
    expect((await publicCopy(id))?.content.credits.at(-1)?.name).toBe("Y. M.");
    done(await database.execute(editor, removeCredit, { id: yanis }));
    expect((await publicCopy(id))?.content.credits).toHaveLength(1);
  });

  test.each(["محمد", "Наталья Петрова", "Zoë d’Ézan"])(
    "%s, kept back, is found in the texts and in the address",
    async (name) => {
      const { id, nadia } = await video(`Le récit de ${name}`);
      done(await sign(nadia));
      const hidden = { isAnonymous: true, consentNeeded: false, pieceId: id, name };
      done(await database.execute(editor, addCredit, { ...hidden, role: "author" }));
      expect((await state(id)).namesTold).toEqual([name]);
      expect(await publish(id)).toMatchObject({ reason: "incomplete" });
      const form = formOf(await state(id), { title: "Un récit" });
      done(await database.execute(editor, editPiece, form));
      done(await publish(id));
      expect((await publicCopy(id))?.slug).toMatch(/^un-recit(-\d+)?$/);
    },
  );

  test("what was signed stays proven: it is withdrawn, never wiped out", async () => {
    const { nadia, yanis, id } = await published("Ranger l’atelier");
    expect(await database.execute(editor, removeCredit, { id: nadia })).toEqual({
      ok: false,
      reason: "was_signed",
    });
    done(await database.execute(editor, removeCredit, { id: yanis }));
    expect((await state(id)).credits).toHaveLength(1);
  });

  test("the file that was signed replaces the one before, which leaves the storage", async () => {
    const { nadia } = await video("Avec un accord en fichier");
    const send = async () => {
      const { key } = done(await database.execute(editor, announceConsent, { id: nadia }));
      const file = {
        name: "accord.pdf",
        contentType: "application/pdf",
        sizeBytes: 10,
        storageKey: key,
      };
      done(
        await database.execute(editor, recordConsent, {
          id: nadia,
          signedOn: "2026-02-01",
          keptWhere: "",
          file,
        }),
      );
      return key;
    };
    const first = await send();
    const second = await send();
    expect((await database.execute(editor, openConsent, { id: nadia })).storageKey).toBe(second);
    const due = await inHive((db) =>
      db
        .selectFrom("file_removal")
        .select("storage_key")
        .where("storage_key", "in", [first, second])
        .execute(),
    );
    expect(due).toEqual([{ storage_key: first }]);
  });
});

describe("the desk", () => {
  test("shows each stage, what is one's own, and the days of a month", async () => {
    const input = newPieceSchema.parse({
      kind: "article",
      title: "Pourquoi une coopérative",
      ownerId: hive.membershipId,
      dueOn: "2031-05-12",
    });
    const { id } = done(await database.execute(editor, createPiece, input));
    const columns = await database.execute(editor, listBoard, { kind: "article", mine: true });
    expect(columns.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(columns[0]?.pieces[0]).toMatchObject({ id, dueOn: "2031-05-12", isPublic: false });
    expect(await database.execute(editor, listMediaDays, { month: "2031-05" })).toMatchObject([
      { day: "2031-05-12", what: "due", id },
    ]);
    const published = await database.execute(editor, listMediaDays, { month: today().slice(0, 7) });
    expect(new Set(published.map(({ what }) => what))).toEqual(new Set(["published"]));
  });

  test("keeps what somebody else saved meanwhile", async () => {
    const { id } = await video("À deux");
    const { version } = await state(id);
    done(await database.execute(editor, editPiece, formOf({ id, version })));
    const late = await database.execute(editor, editPiece, formOf({ id, version }));
    expect(late).toMatchObject({ ok: false, reason: "conflict" });
    const transcript = [{ startSeconds: null, speaker: "", text: "Trop tard." }];
    expect(
      await database.execute(editor, writeTranscript, { id, version, transcript }),
    ).toMatchObject({ reason: "conflict" });
    expect((await state(id)).transcript[0]?.text).toBe("Bonjour.");
  });

  test("refuses an episode twice, and what is of another organisation", async () => {
    const series = done(await database.execute(editor, addSeries, { title: "Mains", summary: "" }));
    expect(
      await database.execute(editor, addSeries, { title: "Mains", summary: "" }),
    ).toMatchObject({ reason: "title_taken" });
    const episode = { seriesId: series.id, episode: "1" };
    const one = await published("Premier épisode");
    done(await database.execute(editor, editPiece, formOf(await state(one.id), episode)));
    done(await publish(one.id));
    const two = await video("Deuxième épisode");
    const edit = async (change: Record<string, string>) =>
      database.execute(editor, editPiece, formOf(await state(two.id), change));
    expect(await edit(episode)).toMatchObject({ reason: "episode_taken" });
    expect(await edit({ "activities.0.id": other.activityId })).toMatchObject({
      reason: "record_unknown",
    });
    expect(await edit({ seriesId: other.activityId })).toMatchObject({ reason: "series_unknown" });
    expect(await edit({ ownerId: other.membershipId })).toMatchObject({ reason: "owner_unknown" });
    done(
      await database.execute(editor, editSeries, {
        id: series.id,
        version: 1,
        title: "Les mains",
        summary: "",
      }),
    );
    expect((await publicCopy(one.id))?.content.series).toMatchObject({
      title: "Les mains",
      episode: 1,
    });
  });

  test("gives up a piece with its images, and keeps what was spent on it", async () => {
    const { id } = await video("Abandonnée");
    const announced = done(
      await database.execute(editor, announcePieceImage, { id, sha256: "0", files: 1 }),
    );
    const [storageKey = ""] = announced.keys;
    done(
      await database.execute(editor, addPieceImage, {
        id,
        version: (await state(id)).version,
        imageId: announced.imageId,
        alt: "Un atelier",
        credit: "",
        files: [{ format: "webp", width: 640, height: 480, sizeBytes: 10, storageKey }],
      }),
    );
    expect(await database.execute(editor, getPieceImages, { id })).toMatchObject([
      { id: announced.imageId, sizes: [{ width: 640, height: 480 }] },
    ]);
    expect((await state(id)).posterId).toBe(announced.imageId);
    await inHive((db) =>
      sql`update image_file set created_at = now() - interval '2 days'`.execute(db),
    );
    const house = houseActor(hive.organisationId, "test");
    expect(done(await database.executeJobs(house, forgetImages, {})).forgotten).toBe(0);
    const expense = await inHive((db) =>
      db
        .insertInto("expense")
        .values({
          organisation_id: hive.organisationId,
          kind: "purchase",
          label: "Montage",
          account: "611",
          incurred_on: "2026-03-01",
          amount_cents: 10_000,
          piece_id: id,
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    done(await database.execute(editor, removePiece, { id, version: (await state(id)).version }));
    await expect(state(id)).rejects.toThrow(NotFound);
    const kept = await inHive((db) =>
      db.selectFrom("expense").select(["label", "piece_id"]).where("id", "=", expense.id).execute(),
    );
    expect(kept).toEqual([{ label: "Montage", piece_id: null }]);
  });

  test("is read by coaches, written by nobody but the media and the management", async () => {
    const { id } = await video("Lue");
    const coach = actorOf(hive, "coach");
    expect((await database.execute(coach, getPiece, { id })).title).toBe("Lue");
    await expect(database.execute(coach, withdrawPiece, { id, version: 1 })).rejects.toThrow(
      Forbidden,
    );
    await expect(database.execute(actorOf(hive, "funder"), getPiece, { id })).rejects.toThrow(
      Forbidden,
    );
    await expect(database.execute(actorOf(other, "editor"), getPiece, { id })).rejects.toThrow(
      NotFound,
    );
    for (const table of ["piece", "piece_credit", "piece_subtitle", "piece_place"]) {
      await expect(
        sql`select from ${sql.table(table)}`.execute(database.public.db),
      ).rejects.toThrow(/permission denied/);
    }
  });
});
