import type { Database } from "@essaim/database/connection";
import type { Execute } from "@essaim/database/execute";
import { addExperience } from "@essaim/directory/community/experience.commands";
import { chooseKeeper } from "@essaim/directory/community/freshness.commands";
import { confirmProposal, submitProposal } from "@essaim/directory/community/proposal.commands";
import { getPublicRecord } from "@essaim/directory/community/proposal.queries";
import { drawProposalLink } from "@essaim/directory/community/proposal-house.commands";
import { askPractitioner, confirmContact } from "@essaim/directory/community/relay.commands";
import { drawContactLink, escalateContact } from "@essaim/directory/community/relay-house.commands";
import { houseActor, publicActor } from "@essaim/identity/actor";
import { sql } from "kysely";
import { fr } from "./french.ts";
import { inside, opteosId } from "./ground.ts";
import { type Story, saved } from "./tell.ts";

/**
 * What people without an account brought. An experience drawn from the public stories that the activity cites says
 * so; the others say that they are examples, and every address is nobody's.
 */
const experiences = [
  {
    slug: "livraison-a-velo-en-cooperative",
    displayName: fr`L'équipe lilloise, d'après ses récits publics`,
    commune: "Lille",
    sinceYear: 2015,
    worked: fr`Le contrat d'entrepreneur salarié a permis de travailler à plusieurs dès 2017. Les premiers clients réguliers ont été des commerces et des professionnels : fleurs, courrier, pain, petits colis.`,
    didNot: fr`La livraison de repas, commencée en 2020, ne permettait pas encore de s'en payer au démarrage. En 2022, un coursier y travaillait à mi-temps, faute de volume.`,
    consentNote: fr`Écrite par la rédaction d'après les sources publiques citées dans la fiche.`,
    contact: null,
  },
  {
    slug: "livraison-a-velo-en-cooperative",
    displayName: fr`Samir, coursier (exemple)`,
    commune: "Roubaix",
    sinceYear: 2021,
    worked: fr`Rouler une semaine avec une équipe avant de me lancer. Démarcher les restaurants à deux, le mardi matin.`,
    didNot: fr`J'ai acheté la remorque avant d'avoir les clients. Sans garage fermé, j'ai perdu une batterie.`,
    consentNote: fr`Exemple de démonstration : cette personne n'existe pas.`,
    contact: { name: "Samir", email: "samir@exemple.test" },
  },
  {
    slug: "fablab-de-quartier",
    displayName: fr`Une animatrice (exemple)`,
    commune: "Roubaix",
    sinceYear: null,
    worked: fr`Ouvrir d'abord un après-midi par semaine, toujours le même. Les gens reviennent pour réparer, puis restent pour fabriquer.`,
    didNot: fr`La découpeuse achetée la première année a peu servi : il manquait quelqu'un pour former.`,
    consentNote: fr`Exemple de démonstration : cette personne n'existe pas.`,
    contact: null,
  },
] as const;

const kept = "artisans-a-velo";
/** Days since somebody said that it is true: enough to ask, too few to say so on its page. */
const keptSince = 400;

type Doors = { story: Story; owner: Database; executePublic: Execute; executeHouse: Execute };

/**
 * Spreads what the directory published over the year so far, so that the figures of each quarter tell some of it: it
 * would all be of the day of seeding.
 */
async function datePublications({ story: { today }, owner }: Doors): Promise<void> {
  await inside(owner, opteosId, async (db) => {
    await sql`update published_record r set published_at = d.at from (
        select id, (date_trunc('year', ${today}::date)::date
          + (${today}::date - date_trunc('year', ${today}::date)::date)
          * row_number() over (partition by record_kind order by position)::int
          / (count(*) over (partition by record_kind)::int + 1))::timestamp at time zone 'Europe/Paris' as at
        from published_record where organisation_id = ${opteosId}) d
      where r.id = d.id`.execute(db);
    await sql`update published_revision v set published_at = r.published_at
      from published_record r where r.id = v.record_id`.execute(db);
    await sql`update experience e set published_at = r.published_at
      from published_record r where r.id = e.activity_id`.execute(db);
  });
}

/** Experiences, a proposal to look at, a message that nobody answered, and a record to confirm. */
export async function addCommunity(doors: Doors): Promise<void> {
  const { story, owner } = doors;
  const { execute, editor } = story;
  const contacts: string[] = [];
  for (const { slug, contact, ...said } of experiences) {
    const { id: activityId } = await recordAt(doors, slug);
    const { id } = saved(
      await execute(editor, addExperience, {
        ...said,
        activityId,
        contactName: contact?.name ?? null,
        contactEmail: contact?.email ?? null,
      }),
      said.displayName,
    );
    if (contact) contacts.push(id);
  }
  await datePublications(doors);
  await addProposal(doors);
  for (const experienceId of contacts) await addUnanswered(doors, experienceId);
  const { id } = await recordAt(doors, kept);
  const keeper = { name: fr`Équipe des artisans (exemple)`, email: "artisans@exemple.test" };
  saved(await execute(editor, chooseKeeper, { kind: "activity", id, ...keeper }), kept);
  await inside(owner, opteosId, (db) =>
    sql`update published_record set confirmed_on = ${story.today}::date - ${keptSince}::int
      where id = ${id}`.execute(db),
  );
}

const visitor = publicActor("demo");
const house = houseActor(opteosId, "demo");
const sender = (index: number) => ({
  visitor: String(index).padStart(64, "0"),
  addressee: String(index).padStart(64, "a"),
  language: "fr" as const,
});

function recordAt({ executePublic }: Doors, slug: string) {
  return executePublic(visitor, getPublicRecord, { kind: "activity", slug });
}

async function addProposal(doors: Doors): Promise<void> {
  const { executePublic, executeHouse, owner } = doors;
  const record = await recordAt(doors, "jardin-partage");
  saved(
    await executePublic(visitor, submitProposal, {
      organisationId: record.organisationId,
      kind: "correction",
      recordKind: "activity",
      recordId: record.id,
      content: {
        limits: `${record.content.limits}\n- ${fr`L'eau : sans récupérateur, l'été coûte cher.`}`,
      },
      seen: { limits: record.content.limits },
      message: fr`Nous l'avons appris à nos dépens l'été dernier.`,
      name: fr`Inès (exemple)`,
      email: "ines@exemple.test",
      ...sender(1),
    }),
    record.slug,
  );
  const { id: proposalId } = await latest(owner, "proposal");
  const drawn = saved(await executeHouse(house, drawProposalLink, { proposalId }), record.slug);
  const link = { organisationId: opteosId, token: drawn.token };
  saved(await executePublic(visitor, confirmProposal, link), record.slug);
}

/** A message of nine days ago that nobody answered, and that waits for the cooperative. */
async function addUnanswered(
  { executePublic, executeHouse, owner }: Doors,
  experienceId: string,
): Promise<void> {
  saved(
    await executePublic(visitor, askPractitioner, {
      organisationId: opteosId,
      experienceId,
      name: fr`Lina (exemple)`,
      email: "lina@exemple.test",
      message: fr`Bonjour, je voudrais me lancer à Tourcoing. Combien de clients fixes aviez-vous au bout de trois mois ?`,
      ...sender(2),
    }),
    experienceId,
  );
  const { id: requestId } = await latest(owner, "contact_request");
  const drawn = saved(await executeHouse(house, drawContactLink, { requestId }), experienceId);
  const link = { organisationId: opteosId, token: drawn.token };
  saved(await executePublic(visitor, confirmContact, link), experienceId);
  const days = 9;
  await inside(owner, opteosId, (db) =>
    sql`update contact_request set due_on = due_on - ${days}::int,
      created_at = created_at - make_interval(days => ${days}), confirmed_at = confirmed_at - make_interval(days => ${days})
      where id = ${requestId}`.execute(db),
  );
  const end = { requestId, isUndelivered: false };
  saved(await executeHouse(house, escalateContact, end), experienceId);
}

function latest(owner: Database, table: "proposal" | "contact_request") {
  return inside(owner, opteosId, (db) =>
    db
      .selectFrom(table)
      .select("id")
      .orderBy("created_at", "desc")
      .limit(1)
      .executeTakeFirstOrThrow(),
  );
}
