import type { Execute } from "@essaim/database/execute";
import { amendGrant } from "@essaim/funding/grant/amendment.commands";
import { createProgramme } from "@essaim/funding/grant/funder.commands";
import { createGrant } from "@essaim/funding/grant/grant.commands";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import {
  applyForGrant,
  awardGrant,
  signAgreement,
} from "@essaim/funding/grant/grant-life.commands";
import { addInstalment, recordReceipt } from "@essaim/funding/grant/payment.commands";
import { listPayments } from "@essaim/funding/grant/payment.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { setTargets } from "@essaim/impact/target/target.commands";
import { type GrantSeed, grants, type LifeSeed, programme } from "./programme.ts";
import { type Ids, idOf, type Story, saved } from "./tell.ts";

export async function addGrants({ execute, manager, today }: Story, funderIds: Ids): Promise<void> {
  const { id: programmeId } = saved(
    await execute(manager, createProgramme, programme),
    programme.name,
  );
  for (const grant of grants(today)) {
    const funderId = idOf(funderIds, grant.funder);
    await addGrant(execute, manager, grant, { funderId, programmeId, today });
  }
}

async function addGrant(
  execute: Execute,
  manager: MemberActor,
  { funder: _, targets, life, ...grant }: GrantSeed,
  { funderId, programmeId, today }: { funderId: string; programmeId: string; today: string },
): Promise<void> {
  const begun = life ? { status: "envisaged" as const, amountCents: null } : {};
  const { id } = saved(
    await execute(manager, createGrant, { ...grant, ...begun, funderId, programmeId }),
    grant.title,
  );
  if (life) await liveGrant(execute, manager, { ...grant, ...life, id }, today);
  if (targets.length === 0) return;
  const { version, actions } = await execute(manager, getGrant, { id });
  const actionIds = new Map(actions.map((action) => [action.name, action.id]));
  const input = {
    grantId: id,
    version,
    targets: targets.map(({ action, milestones = [], ...target }) => ({
      ...target,
      milestones: [...milestones],
      actionId: idOf(actionIds, action),
    })),
  };
  saved(await execute(manager, setTargets, input), `Targets of ${grant.title}`);
}

type Lived = Pick<GrantSeed, "askedCents" | "amountCents" | "endsOn" | "reference"> &
  LifeSeed & { id: string };

/** Takes an invented grant through its steps, by the same verbs as a manager, as far as today. */
async function liveGrant(
  execute: Execute,
  manager: MemberActor,
  grant: Lived,
  today: string,
): Promise<void> {
  const { id } = grant;
  const now = async () => ({ id, version: (await execute(manager, getGrant, { id })).version });
  const application = { askedCents: grant.askedCents ?? 0, appliedOn: grant.appliedOn };
  saved(await execute(manager, applyForGrant, { ...(await now()), ...application }), "Application");
  const decision = {
    amountCents: grant.awardedCents,
    decidedOn: grant.decidedOn,
    decisionNote: "",
  };
  saved(await execute(manager, awardGrant, { ...(await now()), ...decision }), "Award");
  const agreement = {
    reference: grant.reference,
    signedOn: grant.signedOn,
    conditions: grant.conditions,
    inKindCents: null,
    isDeMinimis: false,
    raeReference: "",
  };
  saved(await execute(manager, signAgreement, { ...(await now()), ...agreement }), "Agreement");
  const { amendment, amountCents, endsOn } = grant;
  if (amountCents !== null && amendment.signedOn <= today) {
    const change = { ...amendment, reference: "", amountCents, endsOn };
    saved(await execute(manager, amendGrant, { ...(await now()), ...change }), "Amendment");
  }
  for (const one of grant.instalments) {
    saved(await execute(manager, addInstalment, { ...one, grantId: id }), one.label);
  }
  const { instalments } = await execute(manager, listPayments, { grantId: id });
  for (const { instalment, ...receipt } of grant.receipts) {
    if (receipt.receivedOn > today) continue;
    const instalmentId = instalments.find((one) => one.label === instalment)?.id ?? null;
    const arrived = { ...receipt, instalmentId, reference: "", grantId: id };
    saved(await execute(manager, recordReceipt, arrived), "Receipt");
  }
}
