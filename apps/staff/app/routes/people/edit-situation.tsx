import { editSituation } from "@essaim/accompaniment/worker/situation.commands";
import { getSituationForm } from "@essaim/accompaniment/worker/situation.queries";
import {
  answersSchema,
  inFormOrder,
  situationRefusals,
  situationSchema,
} from "@essaim/accompaniment/worker/situation.schema";
import { checkSituation } from "@essaim/accompaniment/worker/situation-answers.queries";
import type { MemberActor } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { type FormState, parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
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
  if (!parsed.ok) return refuseTyped(await withAnswers(context, actor, id, form, parsed.state));
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

/**
 * What is wrong in a form, with what is wrong in its answers, in the order of the fields: one round is enough to
 * correct all of it.
 */
async function withAnswers(
  context: AppLoadContext,
  actor: MemberActor,
  id: string,
  form: FormData,
  state: FormState,
): Promise<FormState> {
  const answers = parseForm(answersSchema, form);
  if (!answers.ok) return state;
  const wrong = await context.execute(actor, checkSituation, { ...answers.value, id });
  return { ...state, errors: inFormOrder({ ...wrong, ...state.errors }) };
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
