import {
  type FunderInput,
  funderKindLabels,
  funderKinds,
} from "@essaim/funding/grant/funder.schema";
import { formatSiret } from "@essaim/funding/grant/siret.rules";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import type { Words } from "~/answer";

export function FunderFields({
  state,
  saved,
}: {
  state: FormState | undefined;
  saved?: FunderInput;
}) {
  return (
    <>
      <TextField label="Nom" {...fieldProps(state, "name", saved?.name)} autoComplete="off" />
      <RadioGroup
        label="Quelle sorte de financeur est-ce&#8239;?"
        {...fieldProps(state, "kind", saved?.kind)}
        options={funderKinds.map((value) => ({ value, label: funderKindLabels[value] }))}
      />
      <TextField
        label="SIRET"
        {...fieldProps(state, "siret", saved?.siret && formatSiret(saved.siret))}
        optional
        width="medium"
        autoComplete="off"
        inputMode="numeric"
        hint="14 chiffres. Les données ouvertes des conventions le demandent."
      />
      <TextField
        label="Site"
        type="url"
        {...fieldProps(state, "websiteUrl", saved?.websiteUrl)}
        optional
        autoComplete="off"
      />
    </>
  );
}

export function funderInWords(funder: FunderInput): Words {
  return [
    ["Nom", funder.name],
    ["Sorte de financeur", funderKindLabels[funder.kind]],
    ["SIRET", funder.siret ? formatSiret(funder.siret) : ""],
    ["Site", funder.websiteUrl ?? ""],
  ];
}
