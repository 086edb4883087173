import { largestImage } from "@essaim/directory/images/image.schema";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { Form, useNavigation } from "@remix-run/react";
import { type Answer, versionFor } from "~/answer";

/**
 * The form that adds an image to a record of the directory or to a piece of the media.
 * @param version of what it is added to
 * @param count of the images that are there
 */
export function AddImageForm({
  shown,
  submissionId,
  fileId,
  version,
  count,
}: {
  shown: Answer | undefined;
  submissionId: string;
  fileId: string;
  version: number;
  count: number;
}) {
  const state = shown?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <Section title="Ajouter une image">
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {/* Drawn anew once its image is added: sent again as it stood, it would add it twice. */}
      <Form key={count} method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
        <input type="hidden" name="fileId" value={fileId} />
        <input type="hidden" name="version" value={versionFor(undefined, version)} />
        <FormLayout>
          <FileField
            label="Image"
            name="file"
            accept=".jpg,.jpeg,.png,.webp,.avif"
            maxBytes={largestImage}
            hint={`JPEG, PNG, WebP ou AVIF, ${formatSize(largestImage)} au plus. Le lieu et l’appareil qu’elle peut contenir sont effacés.`}
            error={state?.errors.file}
          />
          <TextField
            label="Ce que montre l’image"
            hint="Une phrase, lue à qui ne la voit pas."
            width="long"
            maxLength={300}
            {...fieldProps(state, "alt")}
          />
          <TextField
            label="Crédit"
            optional
            hint="Qui l’a faite, et sous quelle licence."
            width="long"
            maxLength={200}
            {...fieldProps(state, "credit")}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Ajouter l’image</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}
