import {
  documentExtensions,
  documentTypes,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { removeGrantFile } from "@essaim/funding/grant/grant-file.commands";
import { type GrantFileLine, listGrantFiles } from "@essaim/funding/grant/grant-file.queries";
import {
  grantFileKindLabels,
  grantFileKinds,
  grantFileTargetSchema,
} from "@essaim/funding/grant/grant-file.schema";
import { can } from "@essaim/identity/actor";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDateTime, formatSize } from "@essaim/ui/format";
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
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { Answer } from "~/answer";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { RemoveFile } from "~/remove-file";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { attachPaper } from "./attach.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Pièces · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [grant, files] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    context.execute(actor, listGrantFiles, { grantId: id }),
  ]);
  return {
    grant,
    files,
    maxBytes: context.uploadLimit,
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
    removalIds: files.map(() => crypto.randomUUID()),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  if (request.headers.get("content-type")?.startsWith("multipart/")) {
    if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
    const upload = await readUpload(request, { maxBytes: context.uploadLimit });
    const refused = await attachPaper(context, actor, grantId, upload);
    if (refused) return refused;
    throw redirect(`${paths.grantFiles(grantId)}?fait=piece-jointe`);
  }
  const form = await readForm(request);
  form.set("grantId", grantId);
  const parsed = parseForm(grantFileTargetSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, removeGrantFile, parsed.value, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(`${paths.grantFiles(grantId)}?fait=piece-retiree`);
}

export default function GrantFiles() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <Section title="Pièces" rule={false}>
        <Table
          caption="Pièces, de la plus récente à la plus ancienne"
          hideCaption
          columns={columnsFor(page)}
          rows={page.files}
          rowKey={(file) => file.id}
          stack="sm"
          empty={
            <EmptyState level={3} icon="document" title="Aucune pièce pour l’instant">
              Le dossier déposé, la lettre du financeur, la convention signée&#8239;: joignez-les
              ici pour les retrouver le jour du compte rendu.
            </EmptyState>
          }
        />
      </Section>
      <Section title="Joindre une pièce" rule={false}>
        <Attach answer={answer} />
      </Section>
    </div>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function columnsFor({ grant, files, removalIds }: Page): Column<GrantFileLine>[] {
  return [
    {
      key: "name",
      header: "Pièce",
      lead: true,
      cell: (one) => (
        <>
          {/* A plain link: the browser keeps the file, and stays on this page. */}
          <a href={paths.grantFile(grant.id, one.id)} download className="wrap-anywhere">
            {one.name}
          </a>
          <span className="block text-sm font-normal text-muted">
            {documentTypes[one.contentType]?.label ?? "Fichier"}, {formatSize(one.sizeBytes)}
          </span>
          <span className="block text-sm font-normal text-muted">
            Jointe le {formatDateTime(one.attachedAt)}
            {one.attachedBy && ` par ${one.attachedBy}`}
          </span>
        </>
      ),
    },
    { key: "kind", header: "Ce que c’est", cell: (one) => grantFileKindLabels[one.kind] },
    {
      key: "actions",
      header: "Actions",
      actions: true,
      cell: (one) => <RemoveFile file={one} submissionId={removalIds[files.indexOf(one)] ?? ""} />,
    },
  ];
}

function Attach({ answer }: { answer: Answer | undefined }) {
  const { maxBytes, submissionId, fileId } = useLoaderData<typeof loader>();
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
          label="Ce que c’est"
          options={grantFileKinds.map((value) => ({ value, label: grantFileKindLabels[value] }))}
          {...fieldProps(state, "kind")}
        />
        <TextField
          label="Nom"
          optional
          hint="Sans lui, celui du fichier."
          maxLength={120}
          autoComplete="off"
          {...fieldProps(state, "documentName")}
        />
        <FormActions>
          <SubmitButton>Joindre cette pièce</SubmitButton>
        </FormActions>
      </FormLayout>
    </Form>
  );
}
