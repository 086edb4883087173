import type { Partner } from "@essaim/commons/partner/partner.queries";
import {
  type PartnerInput,
  partnerKindLabels,
  partnerKinds,
  partnerStatuses,
  partnerStatusLabels,
} from "@essaim/commons/partner/partner.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";

const statusHints = {
  secured: "L’accord est donné.",
  in_discussion: "On se parle, rien n’est signé.",
  envisaged: "On y pense, le contact reste à prendre.",
};

export function PartnerForm(props: {
  saved?: Partner;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
}) {
  const { saved, answer } = props;
  const state = answer?.state;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={paths.partners()}
      resetKey={answer?.key}
    >
      <TextField label="Nom" {...fieldProps(state, "name", saved?.name)} autoComplete="off" />
      <Select
        label="Nature"
        {...fieldProps(state, "kind", saved?.kind)}
        width="long"
        options={partnerKinds.map((value) => ({ value, label: partnerKindLabels[value] }))}
      />
      <RadioGroup
        label="Où en est ce partenariat&#8239;?"
        {...fieldProps(state, "status", saved?.status)}
        options={partnerStatuses.map((value) => ({
          value,
          label: partnerStatusLabels[value],
          hint: statusHints[value],
        }))}
      />
      <TextArea
        label="Rôle dans le programme"
        {...fieldProps(state, "role", saved?.role)}
        optional
        rows={3}
      />
      <TextArea
        label="Communes d’intervention"
        hint="Une par ligne, par exemple Roubaix ou Lille (59). La page de chaque quartier dit quels partenaires y sont."
        {...fieldProps(state, "communes", saved?.communes.join("\n"))}
        optional
        rows={3}
        width="long"
      />
      <TextField
        label="Site"
        type="url"
        {...fieldProps(state, "websiteUrl", saved?.websiteUrl)}
        optional
        autoComplete="off"
      />
    </RecordForm>
  );
}

/** Every field of a partner in words, to compare two versions. */
export function partnerInWords(input: PartnerInput): [string, string][] {
  return [
    ["Nom", input.name],
    ["Nature", partnerKindLabels[input.kind]],
    ["État", partnerStatusLabels[input.status]],
    ["Rôle dans le programme", input.role],
    ["Communes d’intervention", input.communes.join(", ")],
    ["Site", input.websiteUrl ?? ""],
  ];
}
