import { closeGrant, reopenGrant } from "@essaim/funding/grant/grant-life.commands";
import { getClosingState } from "@essaim/funding/grant/grant-life.queries";
import { closingFormSchema, stepFormSchema } from "@essaim/funding/grant/grant-life.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents } from "@essaim/ui/format";
import { parseForm, readForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ClosingChecks } from "./closing-checks";
import { answerStep } from "./step.server";
import { loadStep } from "./step-loader.server";
import { StepPage } from "./step-page";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Clôture · ${page.grant.title}`);

export async function loader(args: LoaderFunctionArgs) {
  const { actor, ...page } = await loadStep(args, ["close", "reopen"]);
  const closing = await args.context.execute(actor, getClosingState, { id: page.grant.id });
  return { ...page, closing };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const options = { submissionId: submissionIdOf(form) };
  if (form.get("intent") === "reopen") {
    const parsed = parseForm(stepFormSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    const outcome = await context.execute(actor, reopenGrant, { ...parsed.value, id }, options);
    const typed = { status: "awarded", closedOn: null } as const;
    return answerStep(form, outcome, { id, told: "financement-rouvert", typed });
  }
  const parsed = parseForm(closingFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, closeGrant, { ...parsed.value, id }, options);
  const typed = { status: "closed", closedOn: parsed.value.closedOn } as const;
  return answerStep(form, outcome, { id, told: "financement-solde", typed });
}

export default function Closing() {
  const { grant, closing, today, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const frame = { grant, answer, submissionId, here: paths.grantClosing(grant.id) };
  if (grant.status === "closed") {
    return (
      <StepPage
        {...frame}
        title="Rouvrir ce financement&#8239;?"
        lead="Ses dépenses, ses lignes et sa convention pourront de nouveau changer. Rien n’est effacé."
        submitLabel="Rouvrir"
      >
        <input type="hidden" name="intent" value="reopen" />
      </StepPage>
    );
  }
  const missing = closing.amountCents === null ? 0 : closing.amountCents - closing.receivedCents;
  return (
    <StepPage
      {...frame}
      title="Solder ce financement"
      lead="Quand plus rien n’est dû, ni par le financeur ni par la coopérative."
      submitLabel="Solder"
    >
      <ClosingChecks grantId={grant.id} closing={closing} />
      {missing > 0 && (
        <Checkbox
          name="nothingMore"
          label={`Les ${formatCents(missing)} qui manquent ne viendront pas`}
          hint="Par exemple si le financeur ne paie que ce qui a été dépensé."
          error={state?.errors.nothingMore}
          defaultChecked={state ? state.values.nothingMore !== undefined : false}
        />
      )}
      <DateField
        label="Soldé le"
        max={today}
        {...fieldProps(state, "closedOn", grant.closedOn ?? today)}
      />
    </StepPage>
  );
}
