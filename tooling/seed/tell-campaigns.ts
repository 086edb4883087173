import { planEvent } from "@essaim/accompaniment/event/event.commands";
import { getEvent } from "@essaim/accompaniment/event/event.queries";
import { addGuest, recordEventAttendance } from "@essaim/accompaniment/event/guest.commands";
import { addCampaign } from "@essaim/outreach/campaign/campaign.commands";
import { getCampaignForm } from "@essaim/outreach/campaign/campaign.queries";
import { campaign, type EventSeed, events } from "./campaigns.ts";
import { onDay } from "./day.ts";
import { type Story, saved } from "./tell.ts";

/** A campaign of the editor's with its pieces, and its events with who came and who will. */
export async function addCampaigns(story: Story): Promise<void> {
  const { execute, editor, today } = story;
  const pieceIds: string[] = [];
  for (const search of campaign.pieces) {
    const { found } = await execute(editor, getCampaignForm, { id: null, search });
    pieceIds.push(...found.filter(({ title }) => title === search).map(({ id }) => id));
  }
  const { id } = saved(
    await execute(editor, addCampaign, {
      ...{ name: campaign.name, aim: campaign.aim, audience: campaign.audience },
      startsOn: onDay(today, campaign.startsIn),
      endsOn: onDay(today, campaign.endsIn),
      pieceIds,
    }),
    campaign.name,
  );
  for (const event of events) await addEvent(story, event, id);
}

async function addEvent(
  { execute, editor, today }: Story,
  { guests, minutes, ...event }: EventSeed,
  campaignId: string,
): Promise<void> {
  const input = {
    ...event,
    campaignId,
    heldOn: onDay(today, event.heldOn),
    coachId: editor.membershipId,
    isPublic: true,
  };
  const { id } = saved(await execute(editor, planEvent, input), event.title);
  const attendances = [];
  for (const [givenName, familyName, attendance] of guests) {
    const email = `${givenName}.${familyName}@example.org`
      .normalize("NFD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase();
    const guest = { eventId: id, givenName, familyName, email, phone: null };
    const added = saved(await execute(editor, addGuest, guest), email);
    if (attendance) attendances.push({ participantId: added.id, attendance });
  }
  if (attendances.length === 0) return;
  const { version } = (await execute(editor, getEvent, { id })).event;
  const told = { workshopId: id, version, attendances, minutes };
  saved(await execute(editor, recordEventAttendance, told), `Attendance at ${event.title}`);
}
