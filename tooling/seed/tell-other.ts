import { recordMeeting } from "@essaim/accompaniment/meeting/meeting.commands";
import { createPartner } from "@essaim/commons/partner/partner.commands";
import { partnerSchema } from "@essaim/commons/partner/partner.schema";
import type { Execute } from "@essaim/database/execute";
import { createActivity } from "@essaim/directory/activity.commands";
import { type ActivityInput, activitySchema } from "@essaim/directory/activity.schema";
import { createProgramme } from "@essaim/funding/grant/funder.commands";
import type { MemberActor } from "@essaim/identity/actor";
import { onDay } from "./day.ts";
import {
  coachElsewhere,
  otherActivity,
  otherFunder,
  otherMeeting,
  otherPartner,
  otherProgramme,
  otherResource,
  otherWorkers,
} from "./second-organisation.ts";
import { addFunders, addOpenResource, addWorker, saved, toldBriefly } from "./tell.ts";

/** The few records of the second cooperative. */
export async function tellOtherOrganisation(
  execute: Execute,
  today: string,
  coach: MemberActor,
  manager: MemberActor,
): Promise<void> {
  const resourceId = await addOpenResource(execute, manager, {
    ...otherResource,
    description: "",
    licenceNote: "",
    websiteUrl: null,
    sourceUrl: null,
    documentationUrl: null,
    contributionGuide: "",
    published: false,
  });
  const activity: ActivityInput = {
    ...activitySchema.parse(otherActivity),
    resources: [{ openResourceId: resourceId, usage: "" }],
  };
  saved(await execute(manager, createActivity, activity), activity.title);

  const coaches = new Map([[coachElsewhere.email, coach]]);
  const resourceIds = new Map([[otherResource.slug, resourceId]]);
  const workerIds: string[] = [];
  for (const worker of otherWorkers) {
    workerIds.push(await addWorker({ execute, coaches }, worker, resourceIds));
  }
  const meeting = {
    ...toldBriefly,
    ...otherMeeting,
    workerId: workerIds[0] as string,
    coachId: coach.membershipId,
    heldOn: onDay(today, otherMeeting.heldOn),
    nextStepOn: onDay(today, otherMeeting.nextStepOn),
  };
  saved(await execute(coach, recordMeeting, meeting), "Meeting elsewhere");

  await addFunders({ execute, manager }, [{ ...otherFunder, websiteUrl: null, siret: null }]);
  saved(await execute(manager, createProgramme, otherProgramme), otherProgramme.name);
  saved(
    await execute(manager, createPartner, partnerSchema.parse(otherPartner)),
    otherPartner.name,
  );
}
