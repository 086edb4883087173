import type { Partner } from "@essaim/commons/partner/partner.queries";
import {
  type PartnerInput,
  partnerKindLabels,
  partnerKinds,
  partnerStatuses,
  partnerStatusLabels,
} from "@essaim/commons/partner/partner.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
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
      cancelHref={saved ? paths.partner(saved.id) : paths.partners()}
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
        label="Ce qu’il donne"
        hint="Du temps, un lieu, de l’argent, un savoir-faire, des personnes orientées."
        {...fieldProps(state, "gives", saved?.gives)}
        optional
        rows={3}
      />
      <TextArea
        label="Ce qu’il reçoit"
        {...fieldProps(state, "receives", saved?.receives)}
        optional
        rows={3}
      />
      <TextField
        label="Prochaine étape"
        hint="Ce que l’on attend de nous, ou de lui, par exemple «&#8239;Rappeler après leur conseil&#8239;»."
        {...fieldProps(state, "nextStep", saved?.nextStep)}
        optional
        maxLength={300}
        autoComplete="off"
      />
      <DateField
        label="Pour quand"
        {...fieldProps(state, "nextStepOn", saved?.nextStepOn)}
        optional
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
    ["Ce qu’il donne", input.gives],
    ["Ce qu’il reçoit", input.receives],
    ["Prochaine étape", input.nextStep],
    ["Pour quand", input.nextStepOn ? formatDate(input.nextStepOn) : ""],
    ["Communes d’intervention", input.communes.join(", ")],
    ["Site", input.websiteUrl ?? ""],
  ];
}
