import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createTestDatabase, type TestDatabase } from "@essaim/database/testing";
import { populate, type Rows } from "@essaim/database/testing-rows";
import { houseActor, type MemberActor, publicActor } from "@essaim/identity/actor";
import { createMailer, type Mail, type Mailer } from "@essaim/identity/mail";
import { readMailLink } from "@essaim/identity/mail-link.schema";
import { actorOf } from "@essaim/identity/testing-actor";
import { addressKeyOf } from "@essaim/outreach/contact/address-key";
import { addContact, noteRefusal, removeContact } from "@essaim/outreach/contact/contact.commands";
import { contactSchema } from "@essaim/outreach/contact/contact.schema";
import { findLetter, refuseLetters } from "@essaim/outreach/newsletter/leave.commands";
import {
  createNewsletter,
  editNewsletter,
  removeNewsletter,
} from "@essaim/outreach/newsletter/newsletter.commands";
import {
  countReaders,
  drawNewsletter,
  getNewsletter,
  getOwnAddress,
} from "@essaim/outreach/newsletter/newsletter.queries";
import {
  askSending,
  askSendingAgain,
  askTrial,
} from "@essaim/outreach/newsletter/sending.commands";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { JobRefusal, type JobWork } from "../work.ts";
import { sendLetterAt } from "./send-letter.ts";
import { sendTrial } from "./send-trial.ts";

let database: TestDatabase;
let rows: Rows;
let editor: MemberActor;
const publicUrl = "https://essaim.exemple.fr";
const key = addressKeyOf("s".repeat(32));

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  rows = await populate(database.owner.db, `Ruche-${randomUUID()}`);
  editor = actorOf(rows, "editor");
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function contact(email: string) {
  const typed = contactSchema.parse({
    ...{ name: email, email, kind: "cae", source: "Essai", obtainedOn: "2026-01-05" },
    receivesLetters: "on",
  });
  const { organisationId } = rows;
  const addressHash = key({ organisationId, email });
  const added = await database.execute(editor, addContact, { ...typed, addressHash });
  if (!added.ok) throw new Error(added.reason);
  return added.id;
}

const words = { subject: "Nouvelles", introduction: "Bonjour **à tous**", items: [] };
async function letter() {
  const made = await database.execute(editor, createNewsletter, { ...words, campaignId: null });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}
const send = (id: string, count: number) =>
  database.execute(editor, askSending, { id, kinds: ["cae"], count, version: 1, publicUrl });
const get = (id: string) => database.execute(editor, getNewsletter, { id });

const patienceMs = [1, 1];
const run = (newsletterId: string, mailer: Mailer, jobId: string = randomUUID()) =>
  sendLetterAt({ batch: 2, pauseMs: 1, patienceMs })({
    ...{ jobId, organisationId: rows.organisationId, input: { newsletterId }, actor: editor },
    ...{ house: houseActor(rows.organisationId, jobId), execute: database.executeJobs, publicUrl },
    ...{ mailer, progress: async () => {}, logger: { warn: () => {} } },
  } as unknown as JobWork);

/** A server of mail that keeps what it takes. @param refusal of the addressees, by address */
async function mailServer(refusal: (address: string) => Error | null = () => null) {
  const received: { to: string; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: ({ address }, _session, done) => done(refusal(address)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        received.push({ to: session.envelope.rcptTo[0]?.address ?? "", raw });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const mailer = createMailer({
    ...{ smtpUrl: `smtp://127.0.0.1:${port}`, from: "Ruche <r@exemple.fr>" },
    ...{ outbox: "", log: () => {} },
  });
  return { received, mailer };
}

const linkIn = ({ text }: Mail) => /desinscription\/(\S+)/.exec(text)?.[1];

test("a letter leaves once for each reader, with the headers by which programmes take leave", async () => {
  for (const name of ["a", "b", "c"]) await contact(`${name}@exemple.fr`);
  expect(await database.execute(editor, countReaders, {})).toContainEqual({
    kind: "cae",
    count: 3,
  });
  const id = await letter();
  expect(await send(id, 2)).toEqual({ ok: false, reason: "recounted", count: 3 });
  expect(await send(id, 3)).toMatchObject({ ok: true });
  expect(await send(id, 3)).toMatchObject({ ok: false });
  const { received, mailer } = await mailServer();
  expect(await run(id, mailer)).toEqual({ newsletterId: id, sent: 3, failed: 0, unsure: 0 });
  expect(await run(id, mailer)).toMatchObject({ sent: 3 });
  expect(received.map(({ to }) => to).sort()).toEqual([
    "a@exemple.fr",
    "b@exemple.fr",
    "c@exemple.fr",
  ]);
  const [{ raw } = { raw: "" }] = received;
  const headers = (raw.split("\r\n\r\n")[0] ?? "").replace(/\r\n[ \t]+/g, " ");
  expect(headers).toMatch(
    /^List-Unsubscribe: <https:\/\/essaim\.exemple\.fr\/lettre\/desinscription\/[0-9a-f-]{36}\.[\w-]{43}>$/m,
  );
  expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  expect(headers).toContain("multipart/alternative");
  expect((await get(id)).copies).toMatchObject({ total: 3, sent: 3, waiting: 0, left: 0 });
});

test("two senders at once, and one that starts over, never send the same copy twice", async () => {
  const addresses = Array.from({ length: 24 }, (_, index) => `lecteur-${index}@exemple.fr`);
  for (const address of addresses) await contact(address);
  const id = await letter();
  await send(id, 24);
  const sent: string[] = [];
  const slow: Mailer = async ({ to }) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
    sent.push(to);
  };
  await Promise.all([run(id, slow), run(id, slow), run(id, slow)]);
  expect(sent.toSorted()).toEqual(addresses.toSorted());
});

test("a copy held by a job that died is not sent again by itself", async () => {
  await contact("a@exemple.fr");
  await contact("b@exemple.fr");
  const id = await letter();
  await send(id, 2);
  const jobId = randomUUID();
  // It died after the server took the message, before it could say so.
  const dies: Mailer = () => new Promise(() => {});
  void run(id, dies, jobId);
  await expect.poll(async () => (await claimed(id)).length).toBe(1);
  const sent: Mail[] = [];
  const keep: Mailer = async (mail) => void sent.push(mail);
  expect(await run(id, keep, jobId)).toMatchObject({ sent: 1, unsure: 1 });
  expect(sent).toHaveLength(1);
  // Unless somebody takes the risk.
  const again = (withUnsure: boolean) =>
    database.execute(editor, askSendingAgain, { id, withUnsure });
  expect(await again(false)).toEqual({ ok: false, reason: "nothing_left" });
  expect(await again(true)).toMatchObject({ ok: true });
  expect(await run(id, keep)).toMatchObject({ sent: 2, unsure: 0 });
});
const claimed = (id: string) =>
  database.owner.db
    .selectFrom("newsletter_recipient")
    .where("newsletter_id", "=", id)
    .where("state", "=", "sending")
    .select("id")
    .execute();

test("a server that is away loses nothing; a dead address holds no other back", async () => {
  for (const name of ["a", "morte", "c"]) await contact(`${name}@exemple.fr`);
  const id = await letter();
  await send(id, 3);
  const away = createMailer({
    ...{ smtpUrl: "smtp://127.0.0.1:9", from: "r@exemple.fr", outbox: "", log: () => {} },
  });
  await expect(run(id, away)).rejects.toThrow(JobRefusal);
  await expect(run(id, away)).rejects.toThrow("rien n’est perdu");
  expect((await get(id)).copies).toMatchObject({ waiting: 3, sent: 0, unsure: 0 });

  const dead = Object.assign(new Error("5.1.1 No such user"), { responseCode: 550 });
  const { received, mailer } = await mailServer((to) => (to.startsWith("morte") ? dead : null));
  expect(await run(id, mailer)).toMatchObject({ sent: 2, failed: 1 });
  expect(received).toHaveLength(2);
  // Nobody has that address: it is told, and not tried again until it is corrected.
  const { copies, dead: told } = await get(id);
  expect(copies).toMatchObject({ failed: 1, dead: 1 });
  expect(told).toMatchObject([{ name: "morte@exemple.fr" }]);
  const again = () => database.execute(editor, askSendingAgain, { id, withUnsure: false });
  expect(await again()).toEqual({ ok: false, reason: "nothing_left" });
  const { organisationId } = rows;
  const email = "vive@exemple.fr";
  await database.owner.db
    .updateTable("contact")
    .set({ email, address_hash: key({ organisationId, email }) })
    .where("id", "=", told[0]?.id ?? "")
    .execute();
  expect(await again()).toMatchObject({ ok: true });
  const second = await mailServer();
  expect(await run(id, second.mailer)).toMatchObject({ sent: 3, failed: 0 });
  expect(second.received.map(({ to }) => to)).toEqual([email]);
});

const answer = (responseCode: number, words: string) =>
  Object.assign(new Error(words), { responseCode });

test("a server that asks to wait is tried again later, and the one it puts off holds no other back", async () => {
  for (const name of ["a", "b", "c"]) await contact(`${name}@exemple.fr`);
  const id = await letter();
  await send(id, 3);
  let times = 0;
  const { received, mailer } = await mailServer((to) => {
    if (!to.startsWith("a")) return null;
    times += 1;
    return times > 2 ? null : answer(450, "4.7.1 Greylisted");
  });
  expect(await run(id, mailer)).toMatchObject({ sent: 3, failed: 0 });
  expect(received.map(({ to }) => to).at(-1)).toBe("a@exemple.fr");

  const full = await letter();
  await send(full, 3);
  const quota = await mailServer(() => answer(421, "4.7.0 Too many messages"));
  await expect(run(full, quota.mailer)).rejects.toThrow("rien n’est perdu");
  expect((await get(full)).copies).toMatchObject({ waiting: 3, failed: 0 });
});

test("a server that refuses five letters in a row is written to no more", async () => {
  const addresses = Array.from({ length: 8 }, (_, index) => `lecteur-${index}@exemple.fr`);
  for (const address of addresses) await contact(address);
  const id = await letter();
  await send(id, 8);
  const { mailer } = await mailServer(() => answer(554, "5.7.1 Rejected"));
  await expect(run(id, mailer)).rejects.toThrow("5 messages de suite");
  expect((await get(id)).copies).toMatchObject({ failed: 5, dead: 0, waiting: 3 });
  expect(await database.execute(editor, askSendingAgain, { id, withUnsure: false })).toMatchObject({
    ok: true,
  });
  const second = await mailServer();
  expect(await run(id, second.mailer)).toMatchObject({ sent: 8, failed: 0 });
});

test("a trial goes to whoever asks alone, says that it is one, and counts nowhere", async () => {
  await contact("a@exemple.fr");
  const id = await letter();
  expect(await database.execute(editor, askTrial, { id })).toMatchObject({ ok: true });
  const sent: Mail[] = [];
  const work = {
    ...{ jobId: randomUUID(), organisationId: rows.organisationId, input: { newsletterId: id } },
    ...{ actor: editor, execute: database.executeJobs, publicUrl, logger: { warn: () => {} } },
  };
  const keep: Mailer = async (mail) => void sent.push(mail);
  await sendTrial({ ...work, mailer: keep } as unknown as JobWork);
  const own = await database.execute(editor, getOwnAddress, {});
  expect(sent).toMatchObject([{ to: own, subject: "[Essai] Nouvelles" }]);
  expect(sent[0]?.html).toContain("<strong>à tous</strong>");
  expect(sent[0]?.html).not.toContain(".invalid");
  expect((await get(id)).copies).toMatchObject({ total: 0, sent: 0 });
  const away: Mailer = async () => {
    throw new Error("away");
  };
  await expect(sendTrial({ ...work, mailer: away } as unknown as JobWork)).rejects.toThrow(
    JobRefusal,
  );
  // Its readers still receive it, once.
  await send(id, 1);
  expect(await run(id, keep)).toMatchObject({ sent: 1 });
  const empty = await database.execute(editor, createNewsletter, {
    ...{ ...words, introduction: "" },
    campaignId: null,
  });
  if (!empty.ok) throw new Error(empty.reason);
  expect(await database.execute(editor, askTrial, { id: empty.id })).toEqual({
    ok: false,
    reason: "empty",
  });
});

test("whoever takes leave receives nothing more, and taking leave twice is answered alike", async () => {
  const first = await contact("a@exemple.fr");
  await contact("b@exemple.fr");
  const id = await letter();
  await send(id, 2);
  const sent: Mail[] = [];
  const keep: Mailer = async (mail) => void sent.push(mail);
  await run(id, keep);
  const link = readMailLink(linkIn(sent.find(({ to }) => to === "a@exemple.fr") as Mail));
  if (!link) throw new Error("no link");
  const anybody = publicActor(randomUUID());
  expect(await database.executePublic(anybody, findLetter, link)).toMatchObject({
    isRefused: false,
  });
  // Reading the page refuses nothing.
  expect((await get(id)).copies.left).toBe(0);
  for (let time = 0; time < 2; time += 1) {
    expect(await database.executePublic(anybody, refuseLetters, link)).toMatchObject({ ok: true });
  }
  expect(await database.executePublic(anybody, findLetter, link)).toMatchObject({
    isRefused: true,
  });
  expect((await get(id)).copies).toMatchObject({ sent: 2, left: 1 });
  const wrong = { ...link, token: "x".repeat(43) };
  expect(await database.executePublic(anybody, refuseLetters, wrong)).toMatchObject({ ok: false });
  expect(await database.executePublic(anybody, findLetter, wrong)).toBeNull();

  const next = await letter();
  expect(await send(next, 1)).toMatchObject({ ok: true });
  sent.length = 0;
  await run(next, keep);
  expect(sent.map(({ to }) => to)).toEqual(["b@exemple.fr"]);
  // Once forgotten, their link still serves, and their address is still known.
  await database.execute(editor, removeContact, { id: first });
  expect(await database.executePublic(anybody, refuseLetters, link)).toMatchObject({ ok: true });
});

test("whoever refuses by an old link is refused under the address that they have since", async () => {
  const first = await contact("a@exemple.fr");
  const id = await letter();
  await send(id, 1);
  const sent: Mail[] = [];
  await run(id, async (mail) => void sent.push(mail));
  const link = readMailLink(linkIn(sent[0] as Mail));
  if (!link) throw new Error("no link");
  const { organisationId } = rows;
  await database.owner.db
    .updateTable("contact")
    .set({
      email: "neuve@exemple.fr",
      address_hash: key({ organisationId, email: "neuve@exemple.fr" }),
    })
    .where("id", "=", first)
    .execute();
  const anybody = publicActor(randomUUID());
  expect(await database.executePublic(anybody, refuseLetters, link)).toMatchObject({ ok: true });
  expect(await send(await letter(), 1)).toMatchObject({ reason: "nobody" });
});

test("whoever refuses between the asking and the sending is passed over", async () => {
  const first = await contact("a@exemple.fr");
  await contact("b@exemple.fr");
  const id = await letter();
  await send(id, 2);
  await database.execute(editor, noteRefusal, { id: first });
  const sent: string[] = [];
  await run(id, async ({ to }) => void sent.push(to));
  expect(sent).toEqual(["b@exemple.fr"]);
  expect((await get(id)).copies).toMatchObject({ sent: 1, skipped: 1, waiting: 0 });
});

test("what has left stays as it was read, and bears nobody's link when it is carried elsewhere", async () => {
  await contact("a@exemple.fr");
  const id = await letter();
  await send(id, 1);
  const { version } = await get(id);
  const change = { ...words, subject: "Autre", campaignId: null, id, version };
  expect(await database.execute(editor, editNewsletter, change)).toEqual({
    ok: false,
    reason: "already_sent",
  });
  expect(await database.execute(editor, removeNewsletter, { id })).toMatchObject({ ok: false });
  const { html, text } = await database.execute(editor, drawNewsletter, { id, publicUrl });
  expect(html).toContain("<strong>à tous</strong>");
  expect(html + text).not.toContain(".invalid");
  expect(text).toContain("Pour ne plus recevoir ces lettres");
});
