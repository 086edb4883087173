import { getPot } from "@essaim/commons/pot/pot.queries";
import { suggestShares } from "@essaim/commons/pot/pot.rules";
import { potRefusals, proposalSchema } from "@essaim/commons/pot/pot.schema";
import { proposeRound } from "@essaim/commons/pot/round.commands";
import { parseCents, textFromCents } from "@essaim/database/money.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { PageHeader } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseFields, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseWhole } from "../refuse-whole.server";

export const meta: MetaFunction = () => pageTitle("Proposer un partage");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contribution:write")) throw new Response(null, { status: 403 });
  const pot = await context.execute(actor, getPot, { id: recordId(params.id) });
  const claims = pot.claims.filter(({ withdrawnOn }) => !withdrawnOn);
  const suggested = suggestShares(
    pot.amountCents,
    claims.map(({ wishedCents }) => wishedCents),
  );
  const last = pot.rounds.at(-1)?.shares ?? [];
  const first = claims.map(
    (claim, place) =>
      last.find((share) => share.claim.id === claim.id)?.amountCents ?? suggested[place] ?? 0,
  );
  return { pot, claims, first, day: today(), submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const potId = recordId(params.id);
  const form = await readForm(request);
  const { claims } = await context.execute(actor, getPot, { id: potId });
  const errors: Record<string, string> = {};
  const shares: { claimId: string; cents: number }[] = [];
  for (const { id, withdrawnOn } of claims) {
    if (withdrawnOn) continue;
    const parsed = parseCents(String(form.get(`share.${id}`) ?? ""));
    if (parsed.ok) shares.push({ claimId: id, cents: parsed.cents });
    else errors[`share.${id}`] = parsed.message;
  }
  const parsed = parseForm(proposalSchema, form);
  if (!parsed.ok || Object.keys(errors).length > 0) {
    return refuseFields(form, { ...(parsed.ok ? {} : parsed.state.errors), ...errors });
  }
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, potId, shares };
  const outcome = await context.execute(actor, proposeRound, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.pot(potId)}?fait=partage-propose`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseWhole(form, potRefusals[outcome.reason].message);
}

export default function Proposal() {
  const { pot, claims, first, day, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Proposer un partage"
        breadcrumb={[
          { label: "Cagnottes", href: paths.pots() },
          { label: pot.title, href: paths.pot(pot.id) },
        ]}
        lead={`La cagnotte est de ${formatCents(pot.amountCents)}. Le cercle répondra à cette proposition\u202f; les précédentes restent lisibles.`}
      />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Proposer ce partage"
        cancelHref={paths.pot(pot.id)}
        resetKey={answer?.key}
      >
        <Fieldset question="À chacun sa part">
          {claims.map((claim, place) => (
            <MoneyField
              key={claim.id}
              label={claim.workerName}
              hint={`Souhaite ${formatCents(claim.wishedCents)}`}
              {...fieldProps(state, `share.${claim.id}`, textFromCents(first[place] ?? 0))}
            />
          ))}
        </Fieldset>
        <DateField label="Proposé le" {...fieldProps(state, "proposedOn", day)} />
        <TextArea label="Pourquoi ce partage" rows={3} optional {...fieldProps(state, "note")} />
      </RecordForm>
    </>
  );
}
