import type { MemberActor } from "@essaim/identity/actor";
import { type Trial, tryIndicator } from "@essaim/impact/registry/composer.queries";
import type { OwnIndicatorInput } from "@essaim/impact/registry/own-indicator.schema";
import { refuseForm } from "@essaim/web/form";
import { type AppLoadContext, data } from "@remix-run/node";
import { z } from "zod";
import { type Answer, answer } from "~/answer";
import { refuseField } from "~/answer.server";

/** The form as it was typed, with the figure that it would give. */
export async function showTrial(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
  indicator: OwnIndicatorInput,
) {
  const grantId = z.uuid().safeParse(form.get("grantId"));
  if (!grantId.success) {
    return refuseField(form, { field: "grantId", message: "Choisissez un financement." });
  }
  const trial = await context.execute(actor, tryIndicator, { grantId: grantId.data, indicator });
  return data<Answer & { trial?: Trial }>({ ...answer({ state: refuseForm(form, {}) }), trial });
}
