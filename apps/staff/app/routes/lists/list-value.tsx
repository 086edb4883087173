import { renameListValue } from "@essaim/accompaniment/list/value-list.commands";
import { getListValue } from "@essaim/accompaniment/list/value-list.queries";
import {
  listOf,
  listValueRefusals,
  renameSchema,
} from "@essaim/accompaniment/list/value-list.schema";
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
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Renommer ${page.value.label} · Listes`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const value = await context.execute(actor, getListValue, { id: recordId(params.id) });
  return { value, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = parseForm(renameSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, renameListValue, input, { submissionId });
  if (outcome.ok) {
    const { key } = await context.execute(actor, getListValue, { id });
    throw redirect(`${paths.valueList(key)}?fait=reponse-renommee`);
  }
  switch (outcome.reason) {
    case "form_already_used":
      return refuseUsed(form);
    case "conflict":
      return refuseConflict(
        form,
        outcome,
        differing([["Réponse", input.label]], [["Réponse", outcome.current.label]]),
      );
    default:
      return refuseField(form, { field: "label", message: listValueRefusals[outcome.reason] });
  }
}

export default function ListValuePage() {
  const { value, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const list = paths.valueList(value.key);
  return (
    <>
      <PageHeader
        title={`Renommer «\u202f${value.label}\u202f»`}
        breadcrumb={[
          { label: "Listes", href: paths.valueLists() },
          { label: listOf(value.key).name, href: list },
        ]}
        lead="Toutes les fiches qui disent cette réponse la diront avec ses nouveaux mots. Pour une autre réponse, ajoutez-la plutôt à la liste et retirez celle-ci."
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.listValue(value.id)} />
      <RecordForm
        state={state}
        submissionId={shown?.key ?? submissionId}
        version={versionFor(shown, value.version)}
        submitLabel="Renommer"
        cancelHref={list}
      >
        <TextField
          label="Réponse"
          maxLength={120}
          autoComplete="off"
          {...fieldProps(state, "label", value.label)}
        />
      </RecordForm>
    </>
  );
}
