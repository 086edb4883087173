import {
  documentExtensions,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import type { Agreement } from "@essaim/commons/partner/agreement.queries";
import type { AgreementInput } from "@essaim/commons/partner/agreement.schema";
import { ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, formatSize } from "@essaim/ui/format";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { Form } from "@remix-run/react";
import type { Answer, Words } from "~/answer";
import { fileRefused } from "~/file-refused";

export function AgreementForm(props: {
  saved?: Partial<Pick<Agreement, keyof AgreementInput | "fileName">>;
  answer: Answer | undefined;
  submissionId: string;
  fileId: string;
  version?: number;
  maxBytes: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { saved, answer, maxBytes } = props;
  const state = answer?.state;
  const replaced = saved?.fileName
    ? `Il remplacera «\u202f${saved.fileName}\u202f», gardé sinon. `
    : "";
  return (
    <>
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
        key={answer?.key ?? props.submissionId}
      >
        <input type="hidden" name="submissionId" value={answer?.key ?? props.submissionId} />
        <input type="hidden" name="fileId" value={props.fileId} />
        {props.version !== undefined && (
          <input type="hidden" name="version" value={props.version} />
        )}
        <FormLayout>
          <TextField
            label="Ce que c’est"
            hint="Par exemple «&#8239;Convention de partenariat&#8239;»."
            {...fieldProps(state, "title", saved?.title)}
            maxLength={200}
            autoComplete="off"
          />
          <TextField
            label="Référence"
            {...fieldProps(state, "reference", saved?.reference)}
            optional
            maxLength={120}
            autoComplete="off"
          />
          <DateField label="Signé le" {...fieldProps(state, "signedOn", saved?.signedOn)} />
          <DateField
            label="Jusqu’au"
            hint="Sans date, il court tant que personne n’y met fin."
            {...fieldProps(state, "endsOn", saved?.endsOn)}
            optional
          />
          <FileField
            name="file"
            label="Fichier"
            accept={documentExtensions}
            maxBytes={maxBytes}
            hint={`${replaced}${documentTypesHint} ${formatSize(maxBytes)} au plus.`}
            error={state?.errors.file}
            optional
          />
          <FormActions>
            <SubmitButton>{props.submitLabel}</SubmitButton>
            <ButtonLink href={props.cancelHref} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}

/** Every field of an agreement in words, to compare two versions. */
export function agreementInWords(one: AgreementInput): Words {
  return [
    ["Ce que c’est", one.title],
    ["Référence", one.reference],
    ["Signé le", formatDate(one.signedOn)],
    ["Jusqu’au", one.endsOn ? formatDate(one.endsOn) : ""],
  ];
}
