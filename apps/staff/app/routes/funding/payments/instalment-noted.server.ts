import { getGrant } from "@essaim/funding/grant/grant.queries";
import { listPayments } from "@essaim/funding/grant/payment.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { type AppLoadContext, redirect } from "@remix-run/node";
import { paths } from "~/paths";

/** Back to the schedule once an instalment is written, with a doubt when it announces more than was awarded. */
export async function instalmentNoted(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  grantId: string,
): Promise<Response> {
  const { amountCents } = await execute(actor, getGrant, { id: grantId });
  const { instalments } = await execute(actor, listPayments, { grantId });
  const announced = instalments.reduce((sum, one) => sum + one.amountCents, 0);
  const isBeyond = amountCents !== null && announced > amountCents;
  const done = isBeyond ? "versement-au-dela" : "versement-note";
  return redirect(`${paths.payments(grantId)}?fait=${done}`);
}
