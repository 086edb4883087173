import {
  documentExtensions,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import { addAgreement, announceAgreementFile } from "@essaim/commons/partner/agreement.commands";
import { agreementFormSchema, agreementRefusals } from "@essaim/commons/partner/agreement.schema";
import { getPartner } from "@essaim/commons/partner/partner.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { parseForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseFields, refuseUsed } from "~/answer.server";
import { examineUpload, storeUpload } from "~/attach-file.server";
import { fileRefused } from "~/file-refused";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Noter un accord · ${page.partner.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "partner:write")) throw new Response(null, { status: 403 });
  return {
    partner: await context.execute(actor, getPartner, { id: recordId(params.id) }),
    maxBytes: context.uploadLimit,
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "partner:write")) throw new Response(null, { status: 403 });
  const partnerId = recordId(params.id);
  const upload = await readUpload(request, { maxBytes: context.uploadLimit });
  const { form } = upload;
  const parsed = parseForm(agreementFormSchema, form);
  // The paper may be somewhere else.
  const examined = upload.file || upload.tooLarge ? await examineUpload(context, upload) : null;
  if (!parsed.ok || examined?.ok === false) {
    return refuseFields(form, {
      ...(parsed.ok ? {} : parsed.state.errors),
      ...(examined?.ok === false ? { file: examined.message } : {}),
    });
  }
  const said = { ...parsed.value, partnerId };
  const submissionId = submissionIdOf(form);
  const reason = examined
    ? await storeUpload(
        context,
        actor,
        { form, bytes: examined.bytes },
        {
          announce: (options) =>
            context.execute(actor, announceAgreementFile, { partnerId }, options),
          attach: (storageKey, options) => {
            const { name, contentType, sizeBytes } = examined.file;
            const file = { name, contentType, sizeBytes, storageKey };
            return context.execute(actor, addAgreement, { ...said, file }, options);
          },
        },
      )
    : await context
        .execute(actor, addAgreement, { ...said, file: null }, { submissionId })
        .then((outcome) => (outcome.ok ? null : outcome.reason));
  if (reason === null) throw redirect(`${paths.partner(partnerId)}?fait=accord-ajoute`);
  if (reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, agreementRefusals[reason]);
}

export default function NewAgreement() {
  const { partner, maxBytes, submissionId, fileId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Noter un accord"
        breadcrumb={[
          { label: "Partenaires", href: paths.partners() },
          { label: partner.name, href: paths.partner(partner.id) },
        ]}
      />
      <ErrorSummary
        errors={state?.errors}
        formError={state?.formError}
        {...fileRefused(state?.errors)}
      />
      {/* The whole page is sent: the browser shows how far a large file is. */}
      <Form
        method="post"
        encType="multipart/form-data"
        reloadDocument
        noValidate
        key={answer?.key ?? submissionId}
      >
        <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
        <input type="hidden" name="fileId" value={fileId} />
        <FormLayout>
          <TextField
            label="Ce que c’est"
            hint="Par exemple «&#8239;Convention de partenariat&#8239;»."
            {...fieldProps(state, "title")}
            maxLength={200}
            autoComplete="off"
          />
          <TextField
            label="Référence"
            {...fieldProps(state, "reference")}
            optional
            maxLength={120}
            autoComplete="off"
          />
          <DateField label="Signé le" {...fieldProps(state, "signedOn")} />
          <DateField
            label="Jusqu’au"
            hint="Sans elle, il court tant que personne n’y met fin."
            {...fieldProps(state, "endsOn")}
            optional
          />
          <FileField
            name="file"
            label="Fichier"
            accept={documentExtensions}
            maxBytes={maxBytes}
            hint={`${documentTypesHint} ${formatSize(maxBytes)} au plus.`}
            error={state?.errors.file}
            optional
          />
          <FormActions>
            <SubmitButton>Noter cet accord</SubmitButton>
            <ButtonLink href={paths.partner(partner.id)} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}
