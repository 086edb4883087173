import { removeDocument } from "@essaim/accompaniment/document/document.commands";
import { type DocumentLine, listDocuments } from "@essaim/accompaniment/document/document.queries";
import {
  documentExtensions,
  documentTargetSchema,
  documentTypes,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Button } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, formatDateTime, formatSize } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import type { Answer } from "~/answer";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { attachFile } from "./attach.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Documents · ${page.worker.givenName} ${page.worker.familyName}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, listDocuments, { workerId: recordId(params.id) });
  return {
    ...page,
    mayWrite: can(actor, "document:write") && page.worker.anonymisedAt === null,
    maxBytes: context.uploadLimit,
    today: today(),
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
    removalIds: page.documents.map(() => crypto.randomUUID()),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const workerId = recordId(params.id);
  const isUpload = request.headers.get("content-type")?.startsWith("multipart/");
  if (isUpload) {
    if (!can(actor, "document:write")) throw new Response(null, { status: 403 });
    const upload = await readUpload(request, { maxBytes: context.uploadLimit });
    const refused = await attachFile(context, actor, workerId, upload);
    if (refused) return refused;
    throw redirect(`${paths.workerDocuments(workerId)}?fait=document-joint`);
  }
  const form = await readForm(request);
  form.set("workerId", workerId);
  const parsed = parseForm(documentTargetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, removeDocument, parsed.value, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(`${paths.workerDocuments(workerId)}?fait=document-retire`);
}

export default function PersonDocuments() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <Section title="Documents joints" rule={false}>
        <Table
          caption="Documents joints, du plus récent au plus ancien"
          hideCaption
          columns={columnsFor(page)}
          rows={page.documents}
          rowKey={(document) => document.id}
          stack="sm"
          empty={
            <EmptyState level={3} icon="document" title="Aucun document pour l’instant">
              {page.mayWrite
                ? "Un contrat signé, une attestation, un devis\u202f: joignez-le ici pour que l’équipe le retrouve."
                : "Rien n’est joint à cette fiche."}
            </EmptyState>
          }
        />
      </Section>
      {page.mayWrite && (
        <Section title="Joindre un document" rule={false}>
          <Attach answer={answer} />
        </Section>
      )}
    </div>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function columnsFor({ worker, documents, mayWrite, removalIds }: Page): Column<DocumentLine>[] {
  return [
    {
      key: "name",
      header: "Document",
      lead: true,
      cell: (one) => (
        <>
          {/* A plain link: the browser keeps the file, and stays on this page. */}
          <a href={paths.document(worker.id, one.id)} download className="wrap-anywhere">
            {one.name}
          </a>
          <span className="block text-sm font-normal text-muted">
            {documentTypes[one.contentType]?.label ?? "Fichier"}, {formatSize(one.sizeBytes)}
          </span>
          <span className="block text-sm font-normal text-muted">
            Joint le {formatDateTime(one.attachedAt)}
            {one.attachedBy && ` par ${one.attachedBy}`}
          </span>
        </>
      ),
    },
    {
      key: "kind",
      header: "Type et date",
      cell: (one) => (
        <>
          <span className="block">{one.kind ?? <Unknown what="Type" />}</span>
          <span className="block">
            {one.datedOn ? (
              <>
                daté du <time dateTime={one.datedOn}>{formatDate(one.datedOn)}</time>
              </>
            ) : (
              <Unknown what="Date" />
            )}
          </span>
        </>
      ),
    },
    ...(mayWrite
      ? [
          {
            key: "actions",
            header: "Actions",
            actions: true,
            cell: (one: DocumentLine) => (
              <Remove document={one} submissionId={removalIds[documents.indexOf(one)] ?? ""} />
            ),
          },
        ]
      : []),
  ];
}

/** What nobody said, under a header that two values share. */
const Unknown = ({ what }: { what: "Type" | "Date" }) => (
  <span className="text-muted">
    {what} {what === "Date" ? "non renseignée" : "non renseigné"}
  </span>
);

function Remove({ document, submissionId }: { document: DocumentLine; submissionId: string }) {
  const isSending = useNavigation().formData?.get("submissionId") === submissionId;
  return (
    <Form method="post">
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="id" value={document.id} />
      <Button type="submit" variant="quiet" size="small" disabled={isSending}>
        Retirer<span className="sr-only"> {document.name}</span>
      </Button>
    </Form>
  );
}

function Attach({ answer }: { answer: Answer | undefined }) {
  const { kinds, maxBytes, today: day, submissionId, fileId } = useLoaderData<typeof loader>();
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
        <Select
          label="Type de document"
          optional
          placeholder="Non renseigné"
          options={kinds.map(({ id, label }) => ({ value: id, label }))}
          {...fieldProps(state, "document_kind")}
        />
        <TextField
          label="Nom"
          optional
          hint="Sans lui, celui du fichier."
          maxLength={120}
          autoComplete="off"
          {...fieldProps(state, "documentName")}
        />
        <DateField label="Daté du" optional max={day} {...fieldProps(state, "datedOn")} />
        <FormActions>
          <SubmitButton>Joindre ce document</SubmitButton>
        </FormActions>
      </FormLayout>
    </Form>
  );
}
