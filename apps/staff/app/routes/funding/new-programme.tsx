import { createProgramme } from "@essaim/funding/grant/funder.commands";
import { programmeSchema } from "@essaim/funding/grant/programme.schema";
import { can } from "@essaim/identity/actor";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Nouveau programme");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  return { submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(programmeSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createProgramme, parsed.value, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  const next = new URLSearchParams({ programme: outcome.id, fait: "cree" });
  throw redirect(`${paths.newGrant()}?${next}`);
}

export default function NewProgramme() {
  const { submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Nouveau programme"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead="Ce que plusieurs financements peuvent payer ensemble, découpé en actions."
      />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer ce programme"
        cancelHref={paths.newGrant()}
        resetKey={answer?.key}
      >
        <TextField label="Nom" {...fieldProps(state, "name")} autoComplete="off" />
        <TextArea label="En quelques phrases" {...fieldProps(state, "description")} optional />
        <TextArea
          label="Actions"
          {...fieldProps(state, "actions")}
          rows={6}
          hint="Une action par ligne. Le détail vient après deux-points, par exemple «&#8239;Média&#8239;: vidéos et tutoriels&#8239;»."
        />
      </RecordForm>
    </>
  );
}
