import {
  documentExtensions,
  documentTypes,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import { can } from "@essaim/identity/actor";
import { getSheet } from "@essaim/media/sheet/sheet.queries";
import { removeSheetFile } from "@essaim/media/sheet/sheet-file.commands";
import { listSheetFiles, type SheetFileLine } from "@essaim/media/sheet/sheet-file.queries";
import { largestSheetFile, sheetFileTargetSchema } from "@essaim/media/sheet/sheet-file.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { Answer } from "~/answer";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { RemoveFile } from "~/remove-file";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { attachToSheet } from "./attach-sheet-file.server";
import { LicenceField } from "./sheet-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Fichiers de ${page.sheet.title} · Fiches de savoir`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const sheetId = recordId(params.id);
  const [sheet, files] = await Promise.all([
    context.execute(actor, getSheet, { id: sheetId }),
    context.execute(actor, listSheetFiles, { sheetId }),
  ]);
  return {
    sheet,
    files,
    maxBytes: Math.min(context.uploadLimit, largestSheetFile),
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
    removalIds: files.map(() => crypto.randomUUID()),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const sheetId = recordId(params.id);
  if (request.headers.get("content-type")?.startsWith("multipart/")) {
    if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
    const maxBytes = Math.min(context.uploadLimit, largestSheetFile);
    const refused = await attachToSheet(
      context,
      actor,
      sheetId,
      await readUpload(request, { maxBytes }),
    );
    if (refused) return refused;
    throw redirect(paths.sheetFiles(sheetId, { fait: "fichier-joint" }));
  }
  const form = await readForm(request);
  form.set("sheetId", sheetId);
  const parsed = parseForm(sheetFileTargetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, removeSheetFile, parsed.value, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(paths.sheetFiles(sheetId, { fait: "fichier-retire" }));
}

/** What a sheet carries besides its text. */
export default function SheetFiles() {
  const { sheet, files, removalIds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Fichiers de la fiche"
        breadcrumb={[
          { label: "Fiches de savoir", href: paths.sheets() },
          { label: sheet.title, href: paths.sheet(sheet.id) },
        ]}
        lead={
          sheet.published
            ? "La fiche est publiée\u202f: un fichier joint est lu de tous aussitôt."
            : "Le public lira ces fichiers une fois la fiche publiée."
        }
      />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Section title="Fichiers joints" rule={false}>
          {files.length === 0 ? (
            <EmptyState level={3} icon="document" title="Aucun fichier pour l’instant">
              Un modèle de document, un tableau à remplir, un plan&#8239;: ce qu’il faut pour
              refaire sans recommencer.
            </EmptyState>
          ) : (
            <ul className="flex flex-col">
              {files.map((file, at) => (
                <li key={file.id} className="border-t border-line py-3 first:border-0 first:pt-0">
                  <FileLine file={file} sheetId={sheet.id} submissionId={removalIds[at] ?? ""} />
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section title="Joindre un fichier" rule={false}>
          <Attach answer={answer} />
        </Section>
      </div>
    </>
  );
}

function FileLine({
  file,
  sheetId,
  submissionId,
}: {
  file: SheetFileLine;
  sheetId: string;
  submissionId: string;
}) {
  return (
    <>
      {/* A plain link: the browser keeps the file, and stays on this page. */}
      <a href={paths.sheetFile(sheetId, file.id)} download className="wrap-anywhere">
        {file.name}
      </a>
      <p className="text-sm text-muted">
        {documentTypes[file.contentType]?.label ?? "Fichier"}, {formatSize(file.sizeBytes)},{" "}
        {file.licenceExpression}
      </p>
      {file.attribution && <p className="text-sm">{file.attribution}</p>}
      <RemoveFile file={file} submissionId={submissionId} />
    </>
  );
}

function Attach({ answer }: { answer: Answer | undefined }) {
  const { sheet, maxBytes, submissionId, fileId } = useLoaderData<typeof loader>();
  const state = answer?.state;
  return (
    // The whole page is sent: the browser shows how far a large file is.
    <Form
      method="post"
      encType="multipart/form-data"
      reloadDocument
      noValidate
      className="flex flex-col gap-6"
      key={answer?.key ?? submissionId}
    >
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
      <input type="hidden" name="fileId" value={fileId} />
      <FormLayout>
        <FileField
          name="file"
          label="Fichier"
          accept={documentExtensions}
          maxBytes={maxBytes}
          hint={`${documentTypesHint} ${formatSize(maxBytes)} au plus.`}
          error={state?.errors.file}
        />
        <TextField
          label="Nom"
          optional
          hint="Sans lui, celui du fichier."
          maxLength={120}
          autoComplete="off"
          {...fieldProps(state, "fileName")}
        />
        <LicenceField state={state} saved={sheet.licenceExpression} />
        <TextField
          label="Auteurs et source"
          optional
          width="long"
          hint="Si le fichier n’est pas de la coopérative. Lus de tous, avec lui."
          maxLength={300}
          autoComplete="off"
          {...fieldProps(state, "attribution")}
        />
        <Checkbox
          name="mayBeGiven"
          label="Nous pouvons le donner sous cette licence"
          hint="Il est à nous, ou sa propre licence le permet. Il ne contient le nom de personne sans son accord."
          error={state?.errors.mayBeGiven}
          defaultChecked={state?.values.mayBeGiven === "on"}
        />
        <FormActions>
          <SubmitButton>Joindre ce fichier</SubmitButton>
        </FormActions>
      </FormLayout>
    </Form>
  );
}
