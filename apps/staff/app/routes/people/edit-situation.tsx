import { editSituation } from "@essaim/accompaniment/worker/situation.commands";
import { getSituationForm } from "@essaim/accompaniment/worker/situation.queries";
import { situationRefusals, situationSchema } from "@essaim/accompaniment/worker/situation.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { versionFor } from "~/answer";
import {
  refuseConflict,
  refuseField,
  refuseFields,
  refuseTyped,
  refuseUsed,
} from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { sensitiveReaders } from "./sensitive";
import { SituationForm } from "./situation-form";
import { differingAnswers } from "./situation-versions";

const nameOf = (person: { givenName: string; familyName: string }) =>
  `${person.givenName} ${person.familyName}`;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Situation de ${nameOf(page.situation)} · Personnes`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getSituationForm, { id: recordId(params.id) });
  return {
    ...page,
    readers: sensitiveReaders(actor.role === "manager", page.situation.coachId !== null),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(situationSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, editSituation, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.situation(id)}?fait=enregistre`);
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "values_refused":
      return refuseFields(form, outcome.errors);
    case "resource_unknown":
      return refuseField(form, {
        field: "resourceIds",
        message: situationRefusals.resource_unknown,
      });
    case "reserved":
      return refuseTyped(refuseForm(form, { formError: situationRefusals.reserved }));
    case "conflict": {
      const names = await context.execute(actor, getSituationForm, { id });
      return refuseConflict(form, outcome, differingAnswers(parsed.value, outcome.current, names));
    }
  }
}

export default function EditSituation() {
  const { situation, choices, resources, isSensitiveOpen, readers, submissionId } =
    useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const name = nameOf(situation);
  return (
    <>
      <PageHeader
        title={`Situation de ${name}`}
        breadcrumb={[
          { label: "Personnes", href: paths.workers() },
          { label: name, href: paths.worker(situation.id) },
          { label: "Situation", href: paths.situation(situation.id) },
        ]}
        lead={
          "Rien n’est obligatoire. Notez ce que la personne a dit d’elle-même\u202f; le reste demeure «\u202fNon renseigné\u202f»."
        }
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editSituation(situation.id)} />
      <SituationForm
        situation={situation}
        choices={choices}
        resources={resources}
        isSensitiveOpen={isSensitiveOpen}
        readers={readers}
        state={shown?.state}
        submissionId={shown?.key ?? submissionId}
        version={versionFor(shown, situation.version)}
        cancelHref={paths.situation(situation.id)}
      />
    </>
  );
}
