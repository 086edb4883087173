import { textFromCents } from "@essaim/database/money.schema";
import { funderKindLabels, funderKinds } from "@essaim/funding/grant/funder.schema";
import type { Grant } from "@essaim/funding/grant/grant.queries";
import {
  type GrantInput,
  grantStatuses,
  grantStatusHints,
  grantStatusLabels,
} from "@essaim/funding/grant/grant.schema";
import { DateField } from "@essaim/ui/date-field";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import type { Answer } from "~/answer";
import { RecordForm } from "~/record-form";

export type GrantOptions = {
  funders: readonly { id: string; name: string }[];
  programmes: readonly { id: string; name: string }[];
};

export function GrantForm(props: {
  options: GrantOptions;
  saved?: Partial<Grant>;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  cancelHref: string;
}) {
  const { options, saved, answer } = props;
  const state = answer?.state;
  const isNew = saved?.id === undefined;
  const choices = (list: readonly { id: string; name: string }[]) =>
    list.map((one) => ({ value: one.id, label: one.name }));
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel="Enregistrer"
      cancelHref={props.cancelHref}
      resetKey={answer?.key}
    >
      <Fieldset question="Qui finance, et quoi&#8239;?">
        <Select
          label="Financeur"
          {...fieldProps(state, "funderId", saved?.funderId)}
          width="long"
          options={choices(options.funders)}
        />
        {isNew && <NewFunder state={state} open={options.funders.length === 0} />}
        <Select
          label="Programme financé"
          {...fieldProps(state, "programmeId", saved?.programmeId)}
          width="long"
          options={choices(options.programmes)}
          hint="Un programme se compose d’actions, auxquelles se rattachent les objectifs."
        />
        {isNew && <NewProgramme state={state} open={options.programmes.length === 0} />}
        <TextField
          label="Titre"
          {...fieldProps(state, "title", saved?.title)}
          autoComplete="off"
          hint="Comme vous l’appelez entre vous, par exemple «&#8239;Communs accessibles 2026&#8239;»."
        />
      </Fieldset>
      <Fieldset question="À quel appel répond-il&#8239;?">
        <TextField
          label="Appel à projets"
          {...fieldProps(state, "callName", saved?.callName)}
          optional
          autoComplete="off"
        />
        <TextField
          label="Adresse de l’appel"
          type="url"
          {...fieldProps(state, "callUrl", saved?.callUrl)}
          optional
          autoComplete="off"
        />
        <DateField
          label="Date limite de dépôt"
          {...fieldProps(state, "applyBy", saved?.applyBy)}
          optional
        />
      </Fieldset>
      <Fieldset question="Combien, et pour quelle période&#8239;?">
        <MoneyField
          label="Montant demandé"
          {...fieldProps(
            state,
            "askedCents",
            saved?.askedCents == null ? null : textFromCents(saved.askedCents),
          )}
          optional
          hint="Laissez vide tant qu’il n’est pas connu."
        />
        <DateField label="Premier jour" {...fieldProps(state, "startsOn", saved?.startsOn)} />
        <DateField
          label="Dernier jour"
          {...fieldProps(state, "endsOn", saved?.endsOn)}
          hint="Compris dans la période. Les chiffres comptent ce qui s’est passé entre ces deux jours."
        />
      </Fieldset>
      {isNew && (
        <Fieldset question="Où en est-on&#8239;?">
          <RadioGroup
            label="État"
            {...fieldProps(state, "status")}
            options={grantStatuses.map((value) => ({
              value,
              label: grantStatusLabels[value],
              hint: grantStatusHints[value],
            }))}
          />
          <MoneyField
            label="Montant accordé"
            {...fieldProps(state, "amountCents")}
            optional
            hint="S’il est déjà acquis ou soldé."
          />
          <TextField
            label="Référence"
            {...fieldProps(state, "reference")}
            optional
            width="medium"
            autoComplete="off"
            hint="Le numéro de la convention, si elle est signée."
          />
        </Fieldset>
      )}
      <TextArea
        label="Note"
        {...fieldProps(state, "note", saved?.note)}
        optional
        hint="Pour l’équipe seulement&#8239;: le financeur ne la voit pas."
      />
    </RecordForm>
  );
}

type New = { state: FormState | undefined; open: boolean };

/** Shown open when something is written or wrong inside. */
const isFilled = (state: FormState | undefined, ...names: string[]) =>
  names.some((name) => state?.values[name] || state?.errors[name]);

/** The funder that the list lacks: made along with the grant, so that nothing typed is left behind. */
function NewFunder({ state, open }: New) {
  return (
    <Disclosure
      summary="Le financeur n’est pas dans la liste"
      open={open || isFilled(state, "newFunderName", "newFunderKind")}
    >
      <div className="flex flex-col gap-5">
        <TextField
          label="Nom du nouveau financeur"
          {...fieldProps(state, "newFunderName")}
          optional="unmarked"
          autoComplete="off"
          hint="Un nom écrit ici remplace le choix de la liste."
        />
        <Select
          label="Sorte de financeur"
          {...fieldProps(state, "newFunderKind")}
          optional="unmarked"
          options={funderKinds.map((value) => ({ value, label: funderKindLabels[value] }))}
        />
      </div>
    </Disclosure>
  );
}

/** Same, for a programme and its actions. */
function NewProgramme({ state, open }: New) {
  return (
    <Disclosure
      summary="Le programme n’est pas dans la liste"
      open={open || isFilled(state, "newProgrammeName", "newProgrammeActions")}
    >
      <div className="flex flex-col gap-5">
        <TextField
          label="Nom du nouveau programme"
          {...fieldProps(state, "newProgrammeName")}
          optional="unmarked"
          autoComplete="off"
          hint="Un nom écrit ici remplace le choix de la liste."
        />
        <TextArea
          label="Ses actions"
          {...fieldProps(state, "newProgrammeActions")}
          optional="unmarked"
          rows={5}
          hint="Une action par ligne. Le détail vient après deux-points, par exemple «&#8239;Média&#8239;: vidéos et tutoriels&#8239;»."
        />
      </div>
    </Disclosure>
  );
}

/** Every field of a grant in words, to compare two versions. */
export function grantInWords(input: GrantInput, options: GrantOptions): [string, string][] {
  const nameOf = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? "";
  return [
    ["Financeur", nameOf(options.funders, input.funderId)],
    ["Programme", nameOf(options.programmes, input.programmeId)],
    ["Titre", input.title],
    ["Appel à projets", input.callName],
    ["Adresse de l’appel", input.callUrl ?? ""],
    ["Date limite de dépôt", input.applyBy === null ? "" : formatDate(input.applyBy)],
    ["Montant demandé", input.askedCents === null ? "" : formatCents(input.askedCents)],
    ["Premier jour", formatDate(input.startsOn)],
    ["Dernier jour", formatDate(input.endsOn)],
    ["Note", input.note],
  ];
}
