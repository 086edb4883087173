import { can } from "@essaim/identity/actor";
import { editSheet } from "@essaim/media/sheet/sheet.commands";
import { getSheet } from "@essaim/media/sheet/sheet.queries";
import { sheetEditSchema, sheetLanguageLabels } from "@essaim/media/sheet/sheet.schema";
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
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SheetFields } from "./sheet-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.sheet.title} · Fiches de savoir`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const sheet = await context.execute(actor, getSheet, { id: recordId(params.id) });
  return { sheet, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(sheetEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id: recordId(params.id) };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editSheet, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.sheet(input.id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseConflict(form, outcome, differing(inWords(parsed.value), inWords(outcome.current)));
}

export default function EditSheet() {
  const { sheet, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${sheet.title}\u202f»`}
        breadcrumb={[
          { label: "Fiches de savoir", href: paths.sheets() },
          { label: sheet.title, href: paths.sheet(sheet.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editSheet(sheet.id)} />
      <RecordForm
        state={answer?.state}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, sheet.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.sheet(sheet.id)}
        resetKey={answer?.key}
        sentByKeys
      >
        <SheetFields state={answer?.state} saved={sheet} />
        <TextField
          label="Ce qui change"
          {...fieldProps(answer?.state, "note")}
          optional
          width="long"
          maxLength={300}
          autoComplete="off"
          hint="En quelques mots, lus de tous dans l’historique une fois publiés."
        />
      </RecordForm>
    </>
  );
}

function inWords(told: {
  title: string;
  body: string;
  language: "fr" | "en";
  licenceExpression: string;
}): Words {
  return [
    ["Titre", told.title],
    ["Texte", told.body],
    ["Langue", sheetLanguageLabels[told.language]],
    ["Licence", told.licenceExpression],
  ];
}
