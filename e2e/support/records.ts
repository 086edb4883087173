import { today } from "@essaim/database/today";
import { expect } from "@playwright/test";
import { row } from "./database.ts";
import { visitorAs, type Who } from "./session.ts";
import type { Fields } from "./visitor.ts";
import { daysFrom, mainText, uniqueId, uniqueWord } from "./words.ts";

/** Forms that are complete and right, as a browser would send them. */
export const forms = {
  worker: (familyName: string): Fields => ({
    submissionId: uniqueId(),
    givenName: "Nour",
    familyName,
    birth: "1990",
    // A telephone already known would be asked about.
    phone: `06${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`,
    email: "",
    addressLine: "",
    postcode: "59000",
    commune: "",
    neighbourhood: "QN05971M@59350",
    kind: "platform_worker",
    coachId: "",
    supportedFrom: "2024-05-06",
  }),
  /** A situation of which nothing is known. */
  situation: (): Fields => ({ submissionId: uniqueId(), sensitive: "oui", dependants: "" }),
  meeting: (summary: string, coachId: string): Fields => ({
    submissionId: uniqueId(),
    summary,
    nextStep: "",
    nextStepOn: "",
    attendance: "present",
    heldOn: "2024-06-03",
    durationMinutes: "45",
    place: "office",
    coachId,
  }),
  appointment: (coachId: string): Fields => ({
    submissionId: uniqueId(),
    heldOn: daysFrom(today(), 100),
    startTime: "10:00",
    // Journeys go on at once: several take the same hour.
    bookAnyway: "on",
    durationMinutes: "45",
    place: "office",
    placeDetail: "",
    coachId,
  }),
  workshop: (title: string, coachId: string): Fields => ({
    submissionId: uniqueId(),
    kind: "workshop",
    title,
    description: "",
    heldOn: daysFrom(today(), 101),
    startTime: "14:00",
    durationMinutes: "120",
    place: "office",
    placeDetail: "",
    capacity: "",
    coachId,
  }),
  plan: (title: string, programmeId: string): Fields => ({
    submissionId: uniqueId(),
    programmeId,
    title,
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
    note: "",
  }),
  budgetLine: (label: string): Fields => ({
    submissionId: uniqueId(),
    label,
    account: "65",
    takesAid: "oui",
    amountCents: "1 000",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
  }),
  resource: (name: string): Fields => ({
    submissionId: uniqueId(),
    name,
    kind: "software",
    summary: `${name} aide à s’organiser.`,
    description: "",
    licenceExpression: "AGPL-3.0-or-later",
    licenceNote: "",
    websiteUrl: "https://exemple.fr/",
    sourceUrl: "",
    documentationUrl: "",
    contributionGuide: "",
  }),
  activity: (title: string): Fields => ({
    submissionId: uniqueId(),
    title,
    summary: `${title}, en une phrase.`,
    sector: "craft",
    description: "",
    requirements: "",
    steps: "",
    advantages: "On travaille près de chez soi.",
    limits: "Le revenu reste irrégulier.",
    startupCostMinCents: "100",
    startupCostMaxCents: "1 234,50",
  }),
  contribution: (description: string, openResourceId: string): Fields => ({
    submissionId: uniqueId(),
    kind: "translation",
    openResourceId,
    contributedOn: "2024-06-03",
    description,
    workerId: "",
    amountCents: "",
    minutes: "",
    evidenceUrl: "",
  }),
  pot: (title: string, openResourceId: string): Fields => ({
    submissionId: uniqueId(),
    title,
    openResourceId,
    amountCents: "1 000",
    budgetLineId: "",
    openedOn: "2026-01-05",
    claimsUntil: "2026-12-31",
    terms: "",
  }),
  claim: (workerId: string): Fields => ({
    submissionId: uniqueId(),
    workerId,
    work: "Traduction du guide",
    wishedCents: "100",
    declaredOn: "2026-02-02",
  }),
  partner: (name: string): Fields => ({
    submissionId: uniqueId(),
    name,
    kind: "association",
    status: "envisaged",
    role: "",
    websiteUrl: "",
  }),
  grant: (title: string, chosen: { funderId: string; programmeId: string }): Fields => ({
    submissionId: uniqueId(),
    ...chosen,
    title,
    reference: "",
    callName: "",
    callUrl: "",
    applyBy: "",
    askedCents: "12 000",
    amountCents: "",
    startsOn: "2015-01-01",
    endsOn: "2015-01-01",
    status: "envisaged",
    note: "",
  }),
  report: (label: string): Fields => ({
    submissionId: uniqueId(),
    label,
    form: "free",
    stage: "final",
    coversFrom: "2015-01-01",
    coversTo: "2015-12-31",
    dueOn: "2016-06-30",
  }),
  targets: (): Fields => ({ submissionId: uniqueId(), version: "1", value_video_views: "500" }),
  indicator: (name: string): Fields => ({
    submissionId: uniqueId(),
    name,
    definition: "Contributions de la période.",
    unitOne: "contribution",
    unitMany: "contributions",
    countable: "contributions",
    way: "records",
    readers: "team",
  }),
  figure: (source: string): Fields => ({
    submissionId: uniqueId(),
    indicatorKey: "video_views",
    month: "2015-03",
    source,
    value: "120",
    evidence: "Relevé du mois.",
  }),
  funder: (name: string): Fields => ({
    submissionId: uniqueId(),
    name,
    kind: "other",
    websiteUrl: "",
  }),
  programme: (name: string): Fields => ({
    submissionId: uniqueId(),
    name,
    description: "",
    actions: "Ateliers : une fois par mois",
  }),
  invitation: (email: string): Fields => ({
    submissionId: uniqueId(),
    email,
    fullName: "Dominique Invité",
    role: "editor",
    funderId: "",
  }),
};

/** Sends a form that must be accepted. @returns where the app leads then */
export async function send(who: Who, path: string, fields: Fields): Promise<string> {
  const answer = await (await visitorAs(who)).post(path, fields);
  expect(answer.status, `POST ${path}\n${answer.text.replace(/<[^>]*>/g, " ").slice(-3000)}`).toBe(
    302,
  );
  return answer.location ?? "";
}

export const idIn = (location: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location)?.[0] ?? "";

/** A person, and their exit when `supportedUntil` says its day. */
export async function createWorker(
  { supportedUntil, ...fields }: Fields = {},
  who: Who = "coach",
): Promise<{ id: string; name: string; familyName: string; path: string }> {
  const familyName = typeof fields.familyName === "string" ? fields.familyName : uniqueWord();
  const form = { ...forms.worker(familyName), ...fields };
  const id = idIn(await send(who, "/personnes/nouvelle", form));
  if (supportedUntil) {
    await row(
      `insert into stage (organisation_id, worker_id, kind, starts_on)
       select organisation_id, id, 'exit', $2 from worker where id = $1 returning id`,
      [id, supportedUntil],
    );
  }
  return { id, familyName, name: `${form.givenName} ${familyName}`, path: `/personnes/${id}` };
}

export async function coachIdOf(who: Who = "coach"): Promise<string> {
  const page = await (await visitorAs(who)).get("/personnes/nouvelle");
  const select = /<select[^>]*name="coachId"[\s\S]*?<\/select>/.exec(page.text)?.[0] ?? "";
  const chosen =
    /value="([0-9a-f-]{36})"[^>]*selected|selected=""[^>]*value="([0-9a-f-]{36})"/.exec(select);
  return chosen?.[1] ?? chosen?.[2] ?? "";
}

export async function recordMeeting(
  workerId: string,
  fields: Fields = {},
  who: Who = "coach",
): Promise<{ id: string; summary: string }> {
  const summary = `Rencontre ${uniqueWord()}.`;
  const form = { ...forms.meeting(summary, await coachIdOf(who)), ...fields };
  await send(who, `/personnes/${workerId}/comptes-rendus/nouveau`, form);
  const { id } = await row<{ id: string }>("select id from meeting where summary = $1", [
    form.summary,
  ]);
  return { id, summary };
}

/** A file attached to a person, by its form. */
export async function attachDocument(
  workerId: string,
): Promise<{ id: string; name: string; storageKey: string; sizeBytes: number }> {
  const name = `attestation-${uniqueWord().toLowerCase()}.txt`;
  const file = new File([`Attestation ${name}.`], name, { type: "text/plain" });
  const fields = { submissionId: uniqueId(), fileId: uniqueId(), document_kind: "", datedOn: "" };
  const coach = await visitorAs("coach");
  const answer = await coach.upload(`/personnes/${workerId}/documents`, fields, file);
  expect(answer.status, mainText(answer.text)).toBe(302);
  return row(
    `select id, name, storage_key as "storageKey", size_bytes::int as "sizeBytes"
       from document where worker_id = $1 and name = $2`,
    [workerId, name],
  );
}

/** A green rectangle of 64 by 48 pixels. */
export const pixels = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAMAAACWlYwtAAAAA1BMVEV3qkTTnZLlAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAGklEQVRIx+3BgQAAAADDoPlTX+AIVQEAAHwDDDAAAcvAQmMAAAAASUVORK5CYII=",
  "base64",
);

/** An image of an activity, by its form. @returns its id */
export async function addImage(activityId: string): Promise<{ id: string }> {
  const editor = await visitorAs("editor");
  const version = await versionOf("activity", activityId);
  const fields = {
    ...{ submissionId: uniqueId(), fileId: uniqueId(), version },
    alt: "Un rectangle vert",
  };
  const file = new File([pixels], "vert.png", { type: "image/png" });
  const answer = await editor.upload(`/activites/${activityId}/images`, fields, file);
  expect(answer.status, mainText(answer.text)).toBe(302);
  return row("select image_id as id from image_file where record_id = $1 limit 1", [activityId]);
}

/** An information meeting that anybody may come to. @returns its id */
export async function createPublicMeeting(): Promise<string> {
  const title = `Rencontre ${uniqueWord()}`;
  const form = {
    ...forms.workshop(title, await coachIdOf()),
    ...{ kind: "information", isPublic: "on", placeDetail: "12 place du Marché, Lille" },
    ...{ capacity: "30", description: "## Au programme\n\n- Se rencontrer\n- Questions" },
  };
  return idIn(await send("coach", "/ateliers/nouveau", form));
}

type Sheet = { id: string; title: string; slug: string; path: string };

export async function createResource(fields: Fields = {}, who: Who = "editor"): Promise<Sheet> {
  const title = `Logiciel ${uniqueWord()}`;
  const id = idIn(await send(who, "/ressources/nouvelle", { ...forms.resource(title), ...fields }));
  const { slug } = await row<{ slug: string }>("select slug from open_resource where id = $1", [
    id,
  ]);
  return { id, title, slug, path: `/ressources/${id}` };
}

export async function createActivity(fields: Fields = {}, who: Who = "editor"): Promise<Sheet> {
  const title = `Atelier ${uniqueWord()}`;
  const form = { ...forms.activity(title), ...fields };
  const id = idIn(await send(who, "/activites/nouvelle", form));
  const { slug } = await row<{ slug: string }>("select slug from activity where id = $1", [id]);
  return { id, title: String(form.title), slug, path: `/activites/${id}` };
}

/** Publishes what was just created, or withdraws it. */
export async function publish(
  path: string,
  intent: "publish" | "unpublish" = "publish",
): Promise<void> {
  const table = path.startsWith("/activites/") ? "activity" : "open_resource";
  const version = await versionOf(table, idIn(path));
  await send("editor", path, { intent, version, submissionId: uniqueId() });
}

/** The version of a record as its form sends it. */
export async function versionOf(
  table: "activity" | "open_resource" | "funding_grant",
  id: string,
): Promise<string> {
  const { version } = await row<{ version: number }>(`select version from ${table} where id = $1`, [
    id,
  ]);
  return String(version);
}

export async function createContribution(
  openResourceId: string,
): Promise<{ id: string; description: string }> {
  const description = `Traduction ${uniqueWord()}`;
  await send("coach", "/contributions/nouvelle", forms.contribution(description, openResourceId));
  const { id } = await row<{ id: string }>("select id from contribution where description = $1", [
    description,
  ]);
  return { id, description };
}

/** A pot with one claim. */
export async function createPot(
  openResourceId: string,
  workerId: string,
): Promise<{ id: string; title: string; claimId: string }> {
  const title = `Cagnotte ${uniqueWord()}`;
  await send("manager", "/cagnottes/nouvelle", forms.pot(title, openResourceId));
  const { id } = await row<{ id: string }>("select id from reward_pot where title = $1", [title]);
  await send("coach", `/cagnottes/${id}/parts/nouvelle`, forms.claim(workerId));
  const claim = await row<{ id: string }>("select id from reward_claim where pot_id = $1", [id]);
  return { id, title, claimId: claim.id };
}

export async function createPartner(who: Who = "manager"): Promise<{ id: string; name: string }> {
  const name = `Association ${uniqueWord()}`;
  await send(who, "/partenaires/nouveau", forms.partner(name));
  const { id } = await row<{ id: string }>("select id from partner where name = $1", [name]);
  return { id, name };
}

/** The funder of the account `funder`, and the programme of its organisation. */
export async function fundingOfDemo(): Promise<{ funderId: string; programmeId: string }> {
  return row(
    `select m.funder_id as "funderId", p.id as "programmeId" from membership m
       join user_account u on u.id = m.user_id
       join programme p on p.organisation_id = m.organisation_id
      where u.email = 'financeur@essaim.test' order by p.id limit 1`,
  );
}

/** A funder and a programme, for a cooperative that has none yet. */
export async function createFunding(who: Who): Promise<{ funderId: string; programmeId: string }> {
  const funderId = idIn(await send(who, "/financeurs/nouveau", forms.funder(uniqueWord())));
  const programmeId = idIn(await send(who, "/programmes/nouveau", forms.programme(uniqueWord())));
  return { funderId, programmeId };
}

/** Said by the fields themselves. */
const noFunding = { funderId: "", programmeId: "" };

export async function createGrant(
  fields: Fields = {},
  who: Who = "manager",
): Promise<{ id: string; title: string; path: string }> {
  const title = `Convention ${uniqueWord()}`;
  const funding = "funderId" in fields ? noFunding : await fundingOfDemo();
  const form = { ...forms.grant(title, funding), ...fields };
  const id = idIn(await send(who, "/financements/nouveau", form));
  return { id, title, path: `/financements/${id}` };
}

export async function declareFigure(): Promise<{ id: string; source: string }> {
  const source = `Relevé ${uniqueWord()}`;
  await send("editor", "/chiffres/nouveau", forms.figure(source));
  const { id } = await row<{ id: string }>("select id from declared_figure where source = $1", [
    source,
  ]);
  return { id, source };
}
