import type { Contribution } from "@essaim/commons/contribution/contribution.queries";
import { needsAmount, needsMinutes } from "@essaim/commons/contribution/contribution.rules";
import {
  amountOf,
  type ContributionInput,
  contributionKindLabels,
  contributionKinds,
} from "@essaim/commons/contribution/contribution.schema";
import { textFromCents } from "@essaim/database/money.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { formatCents, formatDate, formatDuration } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { RecordForm } from "~/record-form";

export type ContributionOptions = {
  resources: readonly { id: string; name: string }[];
  workers: readonly { id: string; givenName: string; familyName: string; hasEnded: unknown }[];
  /** The lines that may pay; none for who may not spend. */
  lines: readonly { id: string; label: string; grantTitle: string | null }[];
  maySpend: boolean;
};

const option = (kind: (typeof contributionKinds)[number]) => ({
  value: kind,
  label: contributionKindLabels[kind],
});

const money = contributionKinds.filter(needsAmount);
const time = contributionKinds.filter(needsMinutes);
const kindGroups = [
  { label: "De l’argent (dites le montant)", options: money.map(option) },
  { label: "Du temps (dites la durée)", options: time.map(option) },
  {
    label: "Du travail",
    options: contributionKinds
      .filter((kind) => !([...money, ...time] as readonly string[]).includes(kind))
      .map(option),
  },
];

export function ContributionForm(props: {
  options: ContributionOptions;
  saved?: Partial<Contribution> & { budgetLineId?: string | null };
  /** Sent along: what the form is the doing of. */
  hidden?: Record<string, string>;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { options, saved, answer } = props;
  const state = answer?.state;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
      resetKey={answer?.key}
    >
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Fieldset question="Qu’est-ce qui est apporté, et à quel commun&#8239;?">
        <Select label="Nature" {...fieldProps(state, "kind", saved?.kind)} options={kindGroups} />
        <Select
          label="Commun qui la reçoit"
          {...fieldProps(state, "openResourceId", saved?.openResourceId)}
          width="long"
          options={options.resources.map((one) => ({ value: one.id, label: one.name }))}
          hint="L’une des ressources ouvertes de l’annuaire."
        />
        <DateField label="Date" {...fieldProps(state, "contributedOn", saved?.contributedOn)} />
        <TextArea
          label="En une phrase"
          {...fieldProps(state, "description", saved?.description)}
          rows={3}
          hint="Ce qui est fait ou donné, et pourquoi. Le financeur n’en voit que le nombre."
        />
      </Fieldset>
      <Fieldset question="Qui contribue&#8239;?">
        <Select
          label="La coopérative, ou une personne accompagnée"
          {...fieldProps(state, "workerId", saved?.workerId)}
          optional="unmarked"
          width="long"
          placeholder="La coopérative"
          options={contributors(options.workers)}
        />
        <Checkbox
          label="Cette personne accompagnait quelqu’un d’autre"
          name="asMentor"
          error={state?.errors.asMentor}
          defaultChecked={state ? state.values.asMentor !== undefined : saved?.asMentor}
          hint="Elle a relu, montré ou guidé, plutôt que fait elle-même."
        />
      </Fieldset>
      <Fieldset question="Combien, et où le voir&#8239;?">
        <MoneyField
          label="Montant"
          {...fieldProps(
            state,
            "amountCents",
            saved?.amountCents == null ? null : textFromCents(saved.amountCents),
          )}
          optional="unmarked"
          hint="Il le faut pour un don, des parts sociales ou une adhésion. Sinon, laissez vide si rien n’a été payé."
        />
        <TextField
          label="Durée"
          {...fieldProps(
            state,
            "minutes",
            saved?.minutes == null ? null : formatDuration(saved.minutes),
          )}
          optional="unmarked"
          width="short"
          autoComplete="off"
          hint="Il la faut pour du temps donné, par exemple 1&nbsp;h&nbsp;30. Sinon, laissez vide si vous ne la connaissez pas."
        />
        <TextField
          label="Adresse où le vérifier"
          type="url"
          {...fieldProps(state, "evidenceUrl", saved?.evidenceUrl)}
          optional
          autoComplete="off"
          hint="Une page publique&#8239;: modification acceptée, reçu, compte rendu…"
        />
      </Fieldset>
      <Fieldset
        question="Des parts sociales, ou une adhésion&#8239;?"
        hint="Laissez vide pour tout le reste."
      >
        <TextField
          label="Nombre de parts"
          {...fieldProps(state, "shareCount", saved?.shareCount)}
          optional="unmarked"
          width="short"
          inputMode="numeric"
          autoComplete="off"
        />
        <MoneyField
          label="Valeur d’une part"
          {...fieldProps(
            state,
            "shareNominalCents",
            saved?.shareNominalCents == null ? null : textFromCents(saved.shareNominalCents),
          )}
          optional="unmarked"
          hint="Le montant est alors leur nombre par cette valeur."
        />
        <TextField
          label="Certificat"
          {...fieldProps(state, "certificate", saved?.certificate)}
          optional="unmarked"
          autoComplete="off"
          hint="Le numéro ou le nom du certificat de parts."
        />
        <DateField
          label="Adhésion à renouveler le"
          {...fieldProps(state, "renewsOn", saved?.renewsOn)}
          optional="unmarked"
          hint="Le premier jour qu’elle ne couvre plus."
        />
      </Fieldset>
      <Payment {...props} />
    </RecordForm>
  );
}

/** Which budget line pays, for who may spend; or that an expense does already. */
function Payment({ options, saved, answer }: Parameters<typeof ContributionForm>[0]) {
  const state = answer?.state;
  if (saved?.expenseId) {
    return (
      <Fieldset question="Qui paie&#8239;?">
        <p className="max-w-measure">
          Une dépense paie cette contribution&#8239;: son montant est celui de cette dépense, qui
          dit aussi quelles lignes l’ont payée.
        </p>
        {options.maySpend && (
          <Checkbox
            label="La détacher de sa dépense"
            name="leaveExpense"
            defaultChecked={state?.values.leaveExpense !== undefined}
            hint="La dépense reste parmi les dépenses, et peut alors être corrigée ou retirée."
          />
        )}
      </Fieldset>
    );
  }
  if (options.lines.length === 0) return null;
  const warns = state?.errors.payAnyway;
  return (
    <Fieldset question="Qui paie&#8239;?">
      <Select
        label="Ligne budgétaire"
        {...fieldProps(state, "budgetLineId", saved?.budgetLineId)}
        optional="unmarked"
        width="long"
        placeholder="Aucune"
        options={options.lines.map((line) => ({
          value: line.id,
          label: `${line.grantTitle ?? "Fonds propres"} · ${line.label}`,
        }))}
        hint="La dépense est alors écrite, payée au jour de la contribution."
      />
      {(warns || state?.values.payAnyway !== undefined) && (
        <Checkbox
          label="Payer quand même"
          name="payAnyway"
          error={warns}
          defaultChecked={state?.values.payAnyway !== undefined}
        />
      )}
    </Fieldset>
  );
}

/** The people accompanied now, then those whom the cooperative no longer accompanies. */
function contributors(workers: ContributionOptions["workers"]) {
  const choices = (ended: boolean) =>
    workers
      .filter((one) => Boolean(one.hasEnded) === ended)
      .map((one) => ({ value: one.id, label: `${one.familyName} ${one.givenName}` }));
  return [
    { label: "Accompagnées aujourd’hui", options: choices(false) },
    { label: "Accompagnement terminé", options: choices(true) },
  ].filter((group) => group.options.length > 0);
}

/** Every field of a contribution in words, to compare two versions. */
export function contributionInWords(
  input: Omit<ContributionInput, "budgetLineId" | "payAnyway">,
  options: ContributionOptions,
): [string, string][] {
  const worker = options.workers.find((one) => one.id === input.workerId);
  return [
    ["Nature", contributionKindLabels[input.kind]],
    ["Commun", options.resources.find((one) => one.id === input.openResourceId)?.name ?? ""],
    ["Date", formatDate(input.contributedOn)],
    ["En une phrase", input.description],
    ["Qui contribue", worker ? `${worker.givenName} ${worker.familyName}` : "La coopérative"],
    ["Accompagnait quelqu’un d’autre", input.asMentor ? "Oui" : "Non"],
    ["Montant", euros(amountOf(input))],
    ["Durée", input.minutes === null ? "" : formatDuration(input.minutes)],
    ["Adresse où le vérifier", input.evidenceUrl ?? ""],
    ["Nombre de parts", input.shareCount === null ? "" : String(input.shareCount)],
    ["Valeur d’une part", euros(input.shareNominalCents)],
    ["Certificat", input.certificate],
    ["Adhésion à renouveler le", input.renewsOn ? formatDate(input.renewsOn) : ""],
  ];
}

const euros = (cents: number | null) => (cents === null ? "" : formatCents(cents));
