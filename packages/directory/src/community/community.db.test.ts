import { randomUUID } from "node:crypto";
import { createTestDatabase, inOrganisation, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { daysAfter, today } from "@essaim/database/today";
import { houseActor, publicActor } from "@essaim/identity/actor";
import { actorOf } from "@essaim/identity/testing-actor";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { settleContact } from "./contact.commands.ts";
import { listContactRequests } from "./contact.queries.ts";
import { forgetExperience } from "./experience.commands.ts";
import { findContactable, listPublishedExperiences } from "./experience.queries.ts";
import { forgetCommunity } from "./forgetting.commands.ts";
import { chooseKeeper, confirmKeptRecord, confirmRecord } from "./freshness.commands.ts";
import { findKeptRecord, listRecordsToConfirm } from "./freshness.queries.ts";
import { drawKeeperLink, releaseKeeper } from "./freshness-house.commands.ts";
import { listKeepersToAsk } from "./freshness-house.queries.ts";
import { acceptProposal, refuseProposal } from "./moderation.commands.ts";
import { countCommunityWork, getProposal, listProposals } from "./moderation.queries.ts";
import { confirmProposal, submitProposal } from "./proposal.commands.ts";
import { findProposal, getPublicRecord, listSimilarRecords } from "./proposal.queries.ts";
import { drawProposalLink } from "./proposal-house.commands.ts";
import { findProposalDecision } from "./proposal-house.queries.ts";
import {
  answerContact,
  askPractitioner,
  confirmContact,
  keepPractitioner,
} from "./relay.commands.ts";
import { findContactToAnswer, findPractitioner } from "./relay.queries.ts";
import {
  countResponses,
  drawContactLink,
  drawReplyLink,
  escalateContact,
} from "./relay-house.commands.ts";
import { findContactAnswer, listDueContacts } from "./relay-house.queries.ts";

let database: TestDatabase;
let ours: Rows;
let theirs: Rows;
const visitor = publicActor("test");
const hash = () => randomUUID().replaceAll("-", "").repeat(2);
const sender = (more: Partial<{ visitor: string; addressee: string }> = {}) => ({
  visitor: hash(),
  addressee: hash(),
  language: "fr" as const,
  ...more,
});
const owner = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(database.owner.db, ours, work);
const editor = () => actorOf(ours, "editor");
const house = () => houseActor(ours.organisationId, randomUUID());
const slug = () => "act-ruche";

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await populate(database.owner.db, "Ruche");
  theirs = await populate(database.owner.db, "Autre");
  for (const rows of [ours, theirs]) {
    await inOrganisation(database.owner.db, rows, async (db) => {
      await sql`update activity set status = 'published', published_at = now(), advantages = 'Du temps',
        limits = 'La pluie'`.execute(db);
      await sql`select publish_record('activity', ${rows.activityId})`.execute(db);
    });
  }
});
afterAll(() => database.close());
beforeEach(() =>
  owner(async (db) => {
    await sql`delete from proposal`.execute(db);
    await sql`delete from experience`.execute(db);
    await sql`delete from record_keeper`.execute(db);
  }),
);

type Proposed = {
  kind?: "experience" | "correction" | "activity";
  content?: Record<string, unknown>;
  seen?: Record<string, unknown>;
  to?: Rows;
};

async function submit({ kind = "correction", content = {}, seen = {}, to = ours }: Proposed = {}) {
  const isAbout = kind !== "activity";
  return database.executePublic(visitor, submitProposal, {
    organisationId: to.organisationId,
    kind,
    recordKind: isAbout ? "activity" : null,
    recordId: isAbout ? to.activityId : null,
    content,
    seen,
    message: "",
    name: "Noé",
    email: "noe@exemple.fr",
    ...sender(),
  });
}

/** A proposal whose author confirmed their address. */
async function proposed(what: Proposed): Promise<{ id: string; version: number }> {
  expect(await submit(what)).toEqual({ ok: true, id: null });
  const { id } = await owner((db) =>
    db
      .selectFrom("proposal")
      .select("id")
      .where("state", "=", "unconfirmed")
      .executeTakeFirstOrThrow(),
  );
  const drawn = await database.executeJobs(house(), drawProposalLink, { proposalId: id });
  if (!drawn.ok) throw new Error(drawn.reason);
  const link = { organisationId: ours.organisationId, token: drawn.token };
  expect((await database.executePublic(visitor, confirmProposal, link)).ok).toBe(true);
  const { version } = await database.execute(editor(), getProposal, { id });
  return { id, version };
}

const content = () =>
  database
    .executePublic(visitor, getPublicRecord, { kind: "activity", slug: slug() })
    .then((record) => record.content);

describe("a proposal", () => {
  test("is seen by nobody until its address is confirmed, once, by the link of its mail", async () => {
    await submit({ content: { summary: "Mieux dit" } });
    const pending = () => database.execute(editor(), listProposals, { state: "pending", page: 1 });
    expect((await pending()).proposals).toEqual([]);
    const [job] = await owner((db) =>
      db
        .selectFrom("job")
        .select(["kind", "input", "requested_by"])
        .where("kind", "=", "confirm_proposal")
        .execute(),
    );
    const { proposalId } = (job?.input ?? {}) as { proposalId: string };
    const drawn = await database.executeJobs(house(), drawProposalLink, { proposalId });
    if (!drawn.ok) throw new Error("no link");
    expect(drawn.proposal).toMatchObject({ email: "noe@exemple.fr", recordTitle: "Ruche" });
    const link = { organisationId: ours.organisationId, token: drawn.token };
    // Reading the link, as mail programmes do, confirms nothing.
    expect(await database.executePublic(visitor, findProposal, link)).toEqual({
      kind: "correction",
      title: "Ruche",
      isConfirmed: false,
    });
    const elsewhere = { ...link, organisationId: theirs.organisationId };
    expect((await database.executePublic(visitor, confirmProposal, elsewhere)).ok).toBe(false);
    expect((await database.executePublic(visitor, confirmProposal, link)).ok).toBe(true);
    expect((await database.executePublic(visitor, confirmProposal, link)).ok).toBe(false);
    expect((await pending()).proposals.map((one) => one.title)).toEqual(["Ruche"]);
    // Confirmed: no other mail leaves.
    expect((await database.executeJobs(house(), drawProposalLink, { proposalId })).ok).toBe(false);
  });

  test("to be confirmed tells nothing of what somebody typed in it", async () => {
    const links = async (what: Proposed) => {
      await submit(what);
      const { id } = await owner((db) =>
        db.selectFrom("proposal").select("id").orderBy("id", "desc").executeTakeFirstOrThrow(),
      );
      return JSON.stringify(
        await database.executeJobs(house(), drawProposalLink, { proposalId: id }),
      );
    };
    const bait = { title: "Gagnez sur https://appat.example" };
    expect(await links({ kind: "activity", content: bait })).not.toContain("appat");
    expect(await links({ kind: "correction", content: bait })).not.toContain("appat");
  });

  test("is refused when too many come from one place, or for one address", async () => {
    const form = {
      organisationId: ours.organisationId,
      kind: "correction" as const,
      recordKind: "activity" as const,
      recordId: ours.activityId,
      content: { summary: "Mieux" },
      seen: {},
      message: "",
      name: "Noé",
      email: "noe@exemple.fr",
    };
    const send = (from: object) =>
      database.executePublic(visitor, submitProposal, { ...form, ...sender(from) });
    const addressee = hash();
    for (let count = 0; count < 6; count += 1) expect((await send({ addressee })).ok).toBe(true);
    expect(await send({ addressee })).toEqual({ ok: false, reason: "slow_down" });
    const crowd = hash();
    for (let count = 0; count < 20; count += 1)
      expect((await send({ visitor: crowd })).ok).toBe(true);
    expect(await send({ visitor: crowd })).toEqual({ ok: false, reason: "slow_down" });
  });

  test("about a record that is not public there finds nobody", async () => {
    const draft = { ...ours, activityId: theirs.activityId };
    expect(await submit({ to: draft })).toEqual({ ok: false, reason: "closed" });
  });

  test("accepted in part changes those fields alone, for everybody, and says so in the history", async () => {
    const before = await content();
    const target = await proposed({
      content: { summary: "Mieux dit", limits: "" },
      seen: { summary: before.summary, limits: before.limits },
    });
    const done = await database.execute(editor(), acceptProposal, {
      ...target,
      fields: ["summary", "sector"],
      reply: "Merci",
      publish: true,
    });
    expect(done).toMatchObject({ ok: true, resultId: ours.activityId, isPublished: true });
    expect(await content()).toEqual({ ...before, summary: "Mieux dit" });
    const { rows } = await owner((db) =>
      sql<{
        reason: string;
      }>`select reason from published_revision where record_id = ${ours.activityId}
        order by number desc limit 1`.execute(db),
    );
    expect(rows).toEqual([{ reason: "proposal" }]);
    const after = await database.execute(editor(), getProposal, { id: target.id });
    expect(after).toMatchObject({ state: "partly_accepted", acceptedFields: ["summary"] });
    expect(
      await database.executeJobs(house(), findProposalDecision, { proposalId: target.id }),
    ).toMatchObject({
      state: "partly_accepted",
      reply: "Merci",
      page: { kind: "activity", slug: slug() },
    });
    const again = {
      ...target,
      version: after.version,
      fields: ["limits"],
      reply: "",
      publish: true,
    };
    expect(await database.execute(editor(), acceptProposal, again)).toEqual({
      ok: false,
      reason: "decided",
    });
  });

  test("that would take its limits from a public activity is not published, and changes nothing", async () => {
    const target = await proposed({ content: { limits: "" } });
    const accept = { ...target, fields: ["limits"], reply: "", publish: true };
    for (const publish of [true, false])
      expect(
        await database.execute(editor(), acceptProposal, { ...accept, publish }),
      ).toMatchObject({ ok: false, reason: "incomplete" });
    expect((await content()).limits).toBe("La pluie");
  });

  test("is not published along with what an editor has not published yet", async () => {
    await owner((db) => sql`update activity set income = 'En cours d’écriture'`.execute(db));
    const target = await proposed({ content: { summary: "Encore mieux" } });
    const accept = { ...target, fields: ["summary"], reply: "", publish: true };
    expect(await database.execute(editor(), acceptProposal, accept)).toEqual({
      ok: false,
      reason: "other_changes",
    });
    const kept = await database.execute(editor(), acceptProposal, { ...accept, publish: false });
    expect(kept).toMatchObject({ ok: true, isPublished: false });
    expect((await content()).summary).not.toBe("Encore mieux");
    await owner(async (db) => {
      await sql`update activity set income = ''`.execute(db);
      await sql`select publish_record('activity', ${ours.activityId})`.execute(db);
    });
  });

  test("of an activity begins a draft, with the place that was told", async () => {
    const target = await proposed({
      kind: "activity",
      content: {
        title: "Laverie partagée",
        summary: "Laver ensemble.",
        sector: "care",
        commune: "Lille",
      },
    });
    const done = await database.execute(editor(), acceptProposal, {
      ...target,
      fields: ["title", "summary", "sector", "commune"],
      reply: "",
      publish: true,
    });
    if (!done.ok) throw new Error(done.reason);
    const { rows } = await owner((db) =>
      sql`select a.status, l.commune_code from activity a join activity_location l on l.activity_id = a.id
        where a.id = ${done.resultId}`.execute(db),
    );
    expect(rows).toEqual([{ status: "draft", commune_code: "59350" }]);
    expect((await database.execute(editor(), getProposal, { id: target.id })).state).toBe(
      "accepted",
    );
  });

  test("refused tells why, and its author is forgotten ninety days later, not before", async () => {
    const target = await proposed({ content: { summary: "Publicité" } });
    await database.execute(editor(), refuseProposal, { ...target, reply: "C’est une publicité." });
    const day = today();
    const forget = (on: string) => database.executeJobs(house(), forgetCommunity, { day: on });
    await forget(daysAfter(day, 90));
    expect((await database.execute(editor(), getProposal, target)).proposer?.email).toBe(
      "noe@exemple.fr",
    );
    await forget(daysAfter(day, 92));
    const forgotten = await database.execute(editor(), getProposal, target);
    expect(forgotten).toMatchObject({
      proposer: null,
      state: "refused",
      reply: "C’est une publicité.",
    });
  });

  test("of an experience confirmed after midnight in Paris notes that day as the one of the consent", async () => {
    const { id } = await proposed({
      kind: "experience",
      content: { displayName: "Noé, coursier", worked: "Les fleuristes" },
    });
    await owner((db) =>
      sql`update proposal set confirmed_at = '2026-03-01 23:30Z' where id = ${id}`.execute(db),
    );
    const { version } = await database.execute(editor(), getProposal, { id });
    const fields = ["displayName", "worked"];
    const accept = { id, version, fields, reply: "", publish: false };
    expect((await database.execute(editor(), acceptProposal, accept)).ok).toBe(true);
    const { consent_note } = await owner((db) =>
      db.selectFrom("experience").select("consent_note").executeTakeFirstOrThrow(),
    );
    expect(consent_note).toContain("2026-03-02");
  });

  test("of an experience leaves nothing of its text ninety days after its refusal", async () => {
    const target = await proposed({
      kind: "experience",
      content: { displayName: "Noé, coursier", worked: "Les fleuristes" },
    });
    await database.execute(editor(), refuseProposal, { ...target, reply: "Trop court." });
    await database.executeJobs(house(), forgetCommunity, { day: daysAfter(today(), 92) });
    expect(await database.execute(editor(), getProposal, target)).toMatchObject({
      content: {},
      proposer: null,
      reply: "Trop court.",
    });
  });

  test("that nobody confirmed is forgotten after seven days", async () => {
    await submit({ content: { summary: "Oubliée" } });
    const left = () => owner((db) => db.selectFrom("proposal").select("id").execute());
    await database.executeJobs(house(), forgetCommunity, { day: daysAfter(today(), 7) });
    expect(await left()).toHaveLength(1);
    await database.executeJobs(house(), forgetCommunity, { day: daysAfter(today(), 9) });
    expect(await left()).toEqual([]);
  });

  test("like what is public already finds it, whatever its accents and capitals", async () => {
    const like = (title: string) =>
      database.executePublic(visitor, listSimilarRecords, { kind: "activity", title });
    expect((await like("RÛCHE")).map((one) => one.title)).toEqual(["Ruche"]);
    expect(await like("Boulangerie solidaire")).toEqual([]);
  });
});

/** A published experience whose author may be written to. */
async function experienced(): Promise<string> {
  const target = await proposed({
    kind: "experience",
    content: {
      displayName: "Noé, coursier",
      commune: "Lille",
      sinceYear: 2019,
      worked: "Les fleuristes",
      didNot: "",
      acceptsContact: true,
    },
  });
  const done = await database.execute(editor(), acceptProposal, {
    ...target,
    fields: ["displayName", "commune", "sinceYear", "worked", "didNot", "acceptsContact"],
    reply: "",
    publish: false,
  });
  if (!done.ok) throw new Error(done.reason);
  return done.resultId;
}

const published = () => database.executePublic(visitor, listPublishedExperiences, { slug: slug() });

describe("the relay", () => {
  const send = (experienceId: string) =>
    database.executePublic(visitor, askPractitioner, {
      organisationId: ours.organisationId,
      experienceId,
      name: "Lina",
      email: "lina@exemple.fr",
      message: "Par où commencer ?",
      ...sender(),
    });

  /** A message whose sender confirmed, with the link to answer it. */
  async function asked(experienceId: string) {
    const sent = await send(experienceId);
    if (!sent.ok) throw new Error(sent.reason);
    const { id } = await owner((db) =>
      db
        .selectFrom("contact_request")
        .select("id")
        .where("state", "=", "unconfirmed")
        .executeTakeFirstOrThrow(),
    );
    const drawn = await database.executeJobs(house(), drawContactLink, { requestId: id });
    if (!drawn.ok) throw new Error(drawn.reason);
    const link = { organisationId: ours.organisationId, token: drawn.token };
    expect((await database.executePublic(visitor, confirmContact, link)).ok).toBe(true);
    const reply = await database.executeJobs(house(), drawReplyLink, {
      requestId: id,
      isReminder: false,
    });
    if (!reply.ok) throw new Error(reply.reason);
    return {
      id,
      answer: { organisationId: ours.organisationId, token: reply.token },
      stop: { organisationId: ours.organisationId, token: reply.stopToken },
      facts: reply.request,
    };
  }

  test("passes a message and its answer on, and neither address is readable by the public", async () => {
    const experienceId = await experienced();
    const [shown] = await published();
    expect(shown).toMatchObject({
      displayName: "Noé, coursier",
      contact: "open",
      commune: { name: "Lille" },
    });
    expect(
      JSON.stringify([
        await published(),
        await database.executePublic(visitor, findContactable, { id: experienceId }),
      ]),
    ).not.toContain("@");
    const request = await asked(experienceId);
    const read = await database.executePublic(visitor, findContactToAnswer, request.answer);
    expect(read).toMatchObject({
      noviceName: "Lina",
      state: "waiting",
      dueOn: daysAfter(today(), 7),
    });
    expect(JSON.stringify(read)).not.toContain("@");
    const answer = { ...request.answer, answer: "Par un stage d’une semaine." };
    expect((await database.executePublic(visitor, answerContact, answer)).ok).toBe(true);
    expect((await database.executePublic(visitor, answerContact, answer)).ok).toBe(false);
    const told = await database.executeJobs(house(), findContactAnswer, { requestId: request.id });
    expect(told).toMatchObject({
      answer: "Par un stage d’une semaine.",
      novice: { email: "lina@exemple.fr" },
    });
    for (const table of [
      "experience_contact",
      "contact_request",
      "proposal",
      "proposal_contact",
      "record_keeper",
    ])
      await expect(
        sql`select 1 from ${sql.table(table)}`.execute(database.public.db),
      ).rejects.toThrow(/permission denied/);
  });

  test("tells the title that the public reads, not the one being written, and that one still once withdrawn", async () => {
    const experienceId = await experienced();
    await owner((db) => sql`update activity set title = 'Brouillon'`.execute(db));
    try {
      const { facts, answer, stop } = await asked(experienceId);
      expect(facts.activity.title).toBe("Ruche");
      const titles = async () => [
        (await database.executePublic(visitor, findContactToAnswer, answer))?.activityTitle,
        (await database.executePublic(visitor, findPractitioner, stop))?.activityTitle,
      ];
      expect(await titles()).toEqual(["Ruche", "Ruche"]);
      await owner((db) =>
        sql`delete from published_record where id = ${ours.activityId}`.execute(db),
      );
      expect(await titles()).toEqual(["Ruche", "Ruche"]);
      // Nobody finds the form any more.
      expect(await send(experienceId)).toEqual({ ok: false, reason: "closed" });
    } finally {
      await owner(async (db) => {
        await sql`update activity set title = 'Ruche'`.execute(db);
        await sql`select publish_record('activity', ${ours.activityId})`.execute(db);
      });
    }
  });

  test("lets twelve messages a day through to one practitioner, and four from one place", async () => {
    const experienceId = await experienced();
    const from = (visitorHash: string) =>
      database.executePublic(visitor, askPractitioner, {
        organisationId: ours.organisationId,
        experienceId,
        name: "Lina",
        email: "lina@exemple.fr",
        message: "Bonjour",
        ...sender({ visitor: visitorHash }),
      });
    for (const place of [hash(), hash(), hash()]) {
      for (let count = 0; count < 4; count += 1) expect((await from(place)).ok).toBe(true);
      expect(await from(place)).toEqual({ ok: false, reason: "slow_down" });
    }
    expect(await from(hash())).toEqual({ ok: false, reason: "slow_down" });
  });

  test("reminds on the fourth day, then hands over; the cooperative alone then reads who asks", async () => {
    const { id } = await asked(await experienced());
    const due = (days: number) =>
      database.executeJobs(house(), listDueContacts, { day: daysAfter(today(), days) });
    expect(await due(3)).toEqual([]);
    expect(await due(4)).toEqual([{ requestId: id, step: "remind" }]);
    expect(await due(8)).toEqual([{ requestId: id, step: "escalate" }]);
    const list = (state: "waiting" | "escalated" | "ended") =>
      database.execute(editor(), listContactRequests, { state, page: 1 });
    const [waiting] = (await list("waiting")).requests;
    expect(waiting).toMatchObject({ noviceName: null, noviceEmail: null, message: null });
    const settle = { id, settlement: "Appelée" };
    expect(await database.execute(editor(), settleContact, settle)).toEqual({
      ok: false,
      reason: "not_so",
    });
    await database.executeJobs(house(), escalateContact, { requestId: id, isUndelivered: false });
    expect((await list("escalated")).requests[0]).toMatchObject({ noviceEmail: "lina@exemple.fr" });
    expect(await database.execute(editor(), settleContact, settle)).toEqual({ ok: true, id });
    expect((await list("ended")).requests[0]).toMatchObject({ state: "settled", message: null });
    await database.executeJobs(house(), forgetCommunity, { day: daysAfter(today(), 91) });
    const left = await owner((db) =>
      db.selectFrom("contact_request").selectAll().executeTakeFirstOrThrow(),
    );
    expect(left).toMatchObject({
      novice_name: null,
      novice_email: null,
      message: "",
      state: "settled",
    });
  });

  test("handed over and taken up by nobody ends too, and who asked is forgotten", async () => {
    const { id } = await asked(await experienced());
    await database.executeJobs(house(), escalateContact, { requestId: id, isUndelivered: false });
    const left = () =>
      owner((db) => db.selectFrom("contact_request").selectAll().executeTakeFirstOrThrow());
    await database.executeJobs(house(), forgetCommunity, { day: daysAfter(today(), 90) });
    expect(await left()).toMatchObject({ state: "escalated", novice_name: "Lina" });
    await database.executeJobs(house(), forgetCommunity, { day: daysAfter(today(), 91) });
    expect(await left()).toMatchObject({ state: "abandoned", novice_name: null, message: "" });
    const ended = { state: "ended" as const, page: 1 };
    expect((await database.execute(editor(), listContactRequests, ended)).requests).toHaveLength(1);
  });

  test("leaves nothing of an experience that its author wants forgotten, where it was proposed either", async () => {
    const experienceId = await experienced();
    const { version } = await owner((db) =>
      db.selectFrom("experience").select("version").executeTakeFirstOrThrow(),
    );
    const target = { id: experienceId, version };
    expect(await database.execute(editor(), forgetExperience, target)).toMatchObject({ ok: true });
    const { rows } = await owner((db) =>
      sql`select p.content, c.name from proposal p left join proposal_contact c on c.proposal_id = p.id`.execute(
        db,
      ),
    );
    expect(rows).toEqual([{ content: {}, name: null }]);
  });

  test("closes the form of a dead address, and opens it again once its owner answers", async () => {
    const experienceId = await experienced();
    const { id, answer } = await asked(experienceId);
    await database.executeJobs(house(), escalateContact, { requestId: id, isUndelivered: true });
    expect((await published())[0]?.contact).toBe("closed");
    expect(await send(experienceId)).toEqual({ ok: false, reason: "closed" });
    await database.executePublic(visitor, answerContact, {
      ...answer,
      answer: "Me voici",
    });
    expect((await published())[0]?.contact).toBe("open");
  });

  test("forgets the address of whoever no longer wants to be written to, and keeps their experience", async () => {
    const experienceId = await experienced();
    const { stop } = await asked(experienceId);
    expect(
      (await database.executePublic(visitor, keepPractitioner, { ...stop, isKept: false })).ok,
    ).toBe(true);
    expect(await published()).toMatchObject([{ displayName: "Noé, coursier", contact: "none" }]);
    expect(await owner((db) => db.selectFrom("experience_contact").selectAll().execute())).toEqual(
      [],
    );
    expect(await send(experienceId)).toEqual({ ok: false, reason: "closed" });
  });

  test("counts an answer in time once the day has come, and a late one as none", async () => {
    const experienceId = await experienced();
    const inTime = await asked(experienceId);
    const late = await asked(experienceId);
    await asked(experienceId);
    await database.executePublic(visitor, answerContact, {
      ...inTime.answer,
      answer: "Oui",
    });
    await database.executePublic(visitor, answerContact, {
      ...late.answer,
      answer: "Oui",
    });
    await owner((db) =>
      sql`update contact_request set answered_on = due_on + 1 where id = ${late.id}`.execute(db),
    );
    const count = async (days: number) => {
      await database.executeJobs(house(), countResponses, { day: daysAfter(today(), days) });
      return (await published())[0]?.requests;
    };
    // The last day is not over.
    expect(await count(7)).toEqual({ due: 0, answered: 0 });
    expect(await count(8)).toEqual({ due: 3, answered: 1 });
  });
});

describe("the freshness of a record", () => {
  const old = "2020-01-01";
  beforeEach(() =>
    owner((db) => sql`update published_record set confirmed_on = ${old}`.execute(db)),
  );
  const keep = () =>
    database.execute(editor(), chooseKeeper, {
      kind: "activity",
      id: ours.activityId,
      name: "Équipe de Lille",
      email: "equipe@exemple.fr",
    });
  const toAsk = (day = today()) => database.executeJobs(house(), listKeepersToAsk, { day });

  test("is asked for once in sixty days, and confirmed by one button of the link", async () => {
    await keep();
    expect((await toAsk()).map((one) => one.email)).toEqual(["equipe@exemple.fr"]);
    const drawn = await database.executeJobs(house(), drawKeeperLink, {
      recordId: ours.activityId,
    });
    if (!drawn.ok) throw new Error("no link");
    expect(await toAsk(daysAfter(today(), 59))).toEqual([]);
    expect(await toAsk(daysAfter(today(), 60))).toHaveLength(1);
    const link = { organisationId: ours.organisationId, token: drawn.token };
    expect(await database.executePublic(visitor, findKeptRecord, link)).toMatchObject({
      confirmedOn: old,
      slug: slug(),
    });
    expect((await database.executePublic(visitor, confirmKeptRecord, link)).ok).toBe(true);
    expect((await database.executePublic(visitor, findKeptRecord, link))?.confirmedOn).toBe(
      today(),
    );
    expect(await toAsk(daysAfter(today(), 60))).toEqual([]);
    // Somebody else keeps it: the former link serves no more.
    await keep();
    expect((await database.executePublic(visitor, confirmKeptRecord, link)).ok).toBe(false);
  });

  test("is no longer asked of an address that does not exist", async () => {
    await keep();
    await database.executeJobs(house(), releaseKeeper, {
      recordId: ours.activityId,
      isUnreachable: true,
    });
    expect(await toAsk()).toEqual([]);
  });

  test("is confirmed by an editor too, and leaves their list", async () => {
    const list = async () =>
      (await database.execute(editor(), listRecordsToConfirm, { day: today(), page: 1 })).records;
    const counted = async () =>
      (await database.execute(editor(), countCommunityWork, { day: today() })).toConfirm;
    expect((await list()).map((one) => one.title)).toEqual(["Ruche"]);
    expect(await counted()).toBe(1);
    await database.execute(editor(), confirmRecord, { kind: "activity", id: ours.activityId });
    expect(await list()).toEqual([]);
    expect(await counted()).toBe(0);
    const elsewhere = { kind: "activity" as const, id: theirs.activityId };
    await expect(database.execute(editor(), confirmRecord, elsewhere)).rejects.toThrow(
      "No such public record",
    );
  });
});
