import { setLegalIdentity } from "@essaim/funding/grant/cooperative.commands";
import { getLegalIdentity } from "@essaim/funding/grant/cooperative.queries";
import { legalIdentitySchema } from "@essaim/funding/grant/cooperative.schema";
import { formatSiret } from "@essaim/funding/grant/siret.rules";
import { can } from "@essaim/identity/actor";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("La coopérative · Financements");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const cooperative = await context.execute(actor, getLegalIdentity, {});
  return { cooperative, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(legalIdentitySchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, setLegalIdentity, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.cooperative()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseConflict(form, outcome, differing(inWords(parsed.value), inWords(outcome.current)));
}

const inWords = (told: { legalName: string; siret: string | null }): Words => [
  ["Nom légal", told.legalName],
  ["SIRET", told.siret ? formatSiret(told.siret) : ""],
];

export default function Cooperative() {
  const { cooperative, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="La coopérative, pour ses financeurs"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead="Ce que portent les comptes rendus financiers et les données ouvertes des conventions."
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.cooperative()} />
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        version={versionFor(answer, cooperative.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.grants()}
        resetKey={answer?.key}
      >
        <TextField
          label="Nom légal"
          {...fieldProps(state, "legalName", cooperative.legalName)}
          optional
          autoComplete="organization"
          hint={`Celui des statuts, quand il n’est pas «\u202f${cooperative.name}\u202f».`}
        />
        <TextField
          label="SIRET"
          {...fieldProps(state, "siret", cooperative.siret && formatSiret(cooperative.siret))}
          optional
          width="medium"
          autoComplete="off"
          inputMode="numeric"
          hint="Les 14 chiffres de l’établissement qui demande les financements."
        />
      </RecordForm>
    </>
  );
}
