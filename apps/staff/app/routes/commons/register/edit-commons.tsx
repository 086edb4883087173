import { watchCommons } from "@essaim/commons/register/commons.commands";
import { type Commons, getCommons } from "@essaim/commons/register/commons.queries";
import {
  type CommonsInput,
  commonsEditSchema,
  healthLabels,
  healths,
} from "@essaim/commons/register/commons.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
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
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Suivre un commun");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "commons:write")) throw new Response(null, { status: 403 });
  const resource = await context.execute(actor, getCommons, { id: recordId(params.id) });
  return { resource, day: today(), submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(commonsEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const id = recordId(params.id);
  const submissionId = submissionIdOf(form);
  const input = { ...parsed.value, id };
  const outcome = await context.execute(actor, watchCommons, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.oneCommons(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseConflict(form, outcome, differing(inWords(parsed.value), inWords(outcome.current)));
}

export default function EditCommons() {
  const { resource, day, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title={`Suivre ${resource.name}`}
        breadcrumb={[
          { label: "Registre des communs", href: paths.commons() },
          { label: resource.name, href: paths.oneCommons(resource.id) },
        ]}
        lead="Sa licence et sa gouvernance se disent dans sa fiche de l’annuaire. Ici, ce que la coopérative surveille."
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editCommons(resource.id)} />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, resource.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.oneCommons(resource.id)}
        resetKey={answer?.key}
      >
        <Fieldset question="Comment va-t-il&#8239;?">
          <Select
            label="Santé"
            {...fieldProps(state, "health", resource.health)}
            placeholder={false}
            options={healths.map((value) => ({ value, label: healthLabels[value] }))}
          />
          <TextArea
            label="Ce qui le fait dire"
            {...fieldProps(state, "healthNote", resource.healthNote)}
            optional
            rows={3}
            hint="Versions publiées, argent, disputes, départs… sans nommer personne."
          />
          <TextField
            label="Personnes clés"
            {...fieldProps(state, "busFactor", resource.busFactor)}
            optional
            width="short"
            inputMode="numeric"
            autoComplete="off"
            hint="Combien de personnes pourraient partir avant que plus personne ne le tienne."
          />
          <DateField
            label="Regardé le"
            {...fieldProps(state, "checkedOn", resource.checkedOn)}
            optional
            hint={`Aujourd’hui, le ${formatDate(day)}, si vous venez de le faire.`}
          />
        </Fieldset>
        <Fieldset question="Qui est-il, et où&#8239;?">
          <TextField
            label="Forme juridique"
            {...fieldProps(state, "legalForm", resource.legalForm)}
            optional
            autoComplete="off"
            hint="Association, SCIC, fondation, collectif sans statut…"
          />
          <TextArea
            label="Adresses en amont"
            {...fieldProps(state, "upstreamUrls", resource.upstreamUrls)}
            optional
            rows={4}
            hint="Une par ligne&#8239;: code, forum, comptes, financement participatif."
          />
        </Fieldset>
        <Fieldset question="Que dit sa page publique&#8239;?">
          <Checkbox
            label="Dire ce que la coopérative lui rend"
            name="tellsGiving"
            defaultChecked={state ? state.values.tellsGiving !== undefined : resource.tellsGiving}
            hint="Par nature et par année&#8239;: montants et temps. Jamais qui a contribué."
          />
        </Fieldset>
      </RecordForm>
    </>
  );
}

type Told = Omit<CommonsInput, "version"> | Commons;

function inWords(told: Told): Words {
  return [
    ["Santé", healthLabels[told.health]],
    ["Ce qui le fait dire", told.healthNote],
    ["Personnes clés", told.busFactor === null ? "" : String(told.busFactor)],
    ["Regardé le", told.checkedOn ? formatDate(told.checkedOn) : ""],
    ["Forme juridique", told.legalForm],
    ["Adresses en amont", told.upstreamUrls],
    ["Dire ce que la coopérative lui rend", told.tellsGiving ? "Oui" : "Non"],
  ];
}
