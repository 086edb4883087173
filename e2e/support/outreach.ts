import { row } from "./database.ts";
import type { Fields } from "./visitor.ts";
import { daysFrom, uniqueId, uniqueWord } from "./words.ts";

const today = () => new Date().toLocaleDateString("sv", { timeZone: "Europe/Paris" });

/** The form of a campaign, right and complete. */
export const campaignForm = (name: string): Fields => ({
  submissionId: uniqueId(),
  name,
  aim: "Faire connaître les communs.",
  audience: "Les autres coopératives",
  startsOn: daysFrom(today(), -10),
  endsOn: daysFrom(today(), 20),
});

/** The form of an event, right and complete. `hostId`: the membership of whoever holds it. */
export const eventForm = (title: string, hostId: string): Fields => ({
  submissionId: uniqueId(),
  kind: "presentation",
  title,
  audience: "Les autres coopératives",
  heldOn: daysFrom(today(), 30),
  startTime: "10:00",
  durationMinutes: "90",
  place: "office",
  placeDetail: "12 place du Marché, Lille",
  capacity: "30",
  coachId: hostId,
  isPublic: "on",
});

/** A campaign and one of its events, where somebody is expected. */
export async function createOutreach({
  organisationId,
  membershipId,
}: {
  organisationId: string;
  membershipId: string;
}) {
  const { id: campaignId } = await row<{ id: string }>(
    `insert into campaign (organisation_id, name, starts_on, ends_on)
      values ($1, $2, '2026-03-01', '2026-04-15') returning id`,
    [organisationId, `Campagne ${uniqueWord()}`],
  );
  const { id: eventId } = await row<{ id: string }>(
    `insert into workshop (organisation_id, kind, title, coach_id, campaign_id, held_on, start_time, duration_minutes,
        place, place_detail, capacity, is_public)
      values ($1, 'meetup', $2, $3, $4, $5, '18:00', 120, 'third_place', 'Mutualab', 20, true) returning id`,
    [organisationId, `Rencontre ${uniqueWord()}`, membershipId, campaignId, daysFrom(today(), 40)],
  );
  await row(
    `insert into participant (organisation_id, workshop_id, given_name, family_name, email)
      values ($1, $2, 'Sam', $3, $4) returning id`,
    [organisationId, eventId, uniqueWord(), `${uniqueWord().toLowerCase()}@exemple.test`],
  );
  return { campaignId, eventId };
}
