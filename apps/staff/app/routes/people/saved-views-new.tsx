import { saveView } from "@essaim/accompaniment/worker/saved-view.commands";
import {
  savedViewSchema,
  viewQuery,
  viewRefusals,
} from "@essaim/accompaniment/worker/saved-view.schema";
import { filterQuery, workerFilterSchema } from "@essaim/accompaniment/worker/worker-filter.schema";
import { can } from "@essaim/identity/actor";
import { Checkbox } from "@essaim/ui/checkbox";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseFields, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Enregistrer une vue");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "worker:read")) throw new Response(null, { status: 403 });
  return {
    filter: parseQuery(workerFilterSchema, request),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  form.set("query", viewQuery(parseQuery(workerFilterSchema, request)));
  const parsed = parseForm(savedViewSchema, form);
  if (!parsed.ok) {
    const { query, ...errors } = parsed.state.errors;
    // The filter has no field of its own.
    return refuseTyped({ ...parsed.state, errors, formError: query ?? parsed.state.formError });
  }
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, saveView, parsed.value, { submissionId });
  if (outcome.ok) {
    const { query } = parsed.value;
    throw redirect(paths.workers(`?${query}${query ? "&" : ""}fait=vue-enregistree`));
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "name_taken") {
    const { message } = viewRefusals.name_taken;
    return refuseFields(form, {
      name: message,
      replace: "Cochez pour remplacer cette vue, ou choisissez un autre nom.",
    });
  }
  return refuseField(form, viewRefusals[outcome.reason]);
}

/** Keeps the list as it is under a name. */
export default function NewView() {
  const { filter, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const listHref = paths.workers(filterQuery(filter));
  return (
    <>
      <PageHeader
        title="Enregistrer cette vue"
        breadcrumb={[{ label: "Personnes", href: listHref }]}
        lead="Les filtres, l’ordre et les colonnes de la liste restent à un clic, au-dessus d’elle. Les personnes, elles, sont celles du moment."
      />
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Enregistrer la vue"
        cancelHref={listHref}
      >
        <TextField
          label="Nom de la vue"
          hint="Par exemple «&#8239;Bénéficiaires du RSA à Roubaix&#8239;»."
          maxLength={80}
          autoComplete="off"
          {...fieldProps(state, "name")}
        />
        {(state?.errors.replace || state?.values.replace) && (
          <Checkbox
            name="replace"
            value="oui"
            label="Remplacer la vue qui porte ce nom"
            error={state.errors.replace}
            defaultChecked={state.values.replace === "oui"}
          />
        )}
        <RadioGroup
          label="Pour qui"
          options={[
            { value: "mine", label: "Moi" },
            {
              value: "team",
              label: "Toute l’équipe",
              hint: "Chacun la voit, et peut la renommer ou la supprimer.",
            },
          ]}
          {...fieldProps(state, "scope", "mine")}
        />
      </RecordForm>
    </>
  );
}
