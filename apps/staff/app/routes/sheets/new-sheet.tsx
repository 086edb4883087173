import { can } from "@essaim/identity/actor";
import { createSheet } from "@essaim/media/sheet/sheet.commands";
import { listSheets } from "@essaim/media/sheet/sheet.queries";
import { newSheetSchema, sheetRefusals } from "@essaim/media/sheet/sheet.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SheetFields } from "./sheet-fields";
import { treeOptions } from "./tree-options";

export const meta: MetaFunction = () => pageTitle("Nouvelle fiche de savoir");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const { sheets } = await context.execute(actor, listSheets, {});
  const below = new URL(request.url).searchParams.get("sous");
  return {
    options: treeOptions(sheets),
    parentId: sheets.some(({ id }) => id === below) ? below : null,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(newSheetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createSheet, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.sheet(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "parentId", message: sheetRefusals[outcome.reason] });
}

export default function NewSheet() {
  const { options, parentId, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle fiche de savoir"
        breadcrumb={[{ label: "Fiches de savoir", href: paths.sheets() }]}
        lead="Elle reste un brouillon jusqu’à sa publication."
      />
      <RecordForm
        state={answer?.state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer cette fiche"
        cancelHref={paths.sheets()}
        resetKey={answer?.key}
      >
        {options.length > 0 && (
          <Select
            label="Sous la fiche"
            {...fieldProps(answer?.state, "parentId", parentId)}
            optional
            width="long"
            placeholder="Aucune&#8239;: à la racine"
            options={options}
          />
        )}
        <SheetFields state={answer?.state} />
      </RecordForm>
    </>
  );
}
