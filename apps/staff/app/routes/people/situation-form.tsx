import type { ListValues } from "@essaim/accompaniment/list/value-list.queries";
import { listOf, type WorkerListKey } from "@essaim/accompaniment/list/value-list.schema";
import type { SituationRecord } from "@essaim/accompaniment/worker/situation.rules";
import { type Moment, valueField } from "@essaim/accompaniment/worker/worker-values.rules";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { RecordForm } from "~/record-form";
import { Reserved, SensitiveMark } from "./sensitive";
import { type SituationItem, situationGroups } from "./situation-groups";

type SituationFormProps = {
  situation: SituationRecord;
  choices: ListValues<WorkerListKey>;
  resources: readonly { id: string; name: string }[];
  isSensitiveOpen: boolean;
  /** Who reads the sensitive answers. */
  readers: string;
  state?: FormState;
  submissionId: string;
  version: number;
  cancelHref: string;
};

/** What is known of a person's situation. Nothing is compulsory, and what is left empty is « Non renseigné ». */
export function SituationForm(props: SituationFormProps) {
  const { state } = props;
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel="Enregistrer"
      cancelHref={props.cancelHref}
    >
      {props.isSensitiveOpen && <input type="hidden" name="sensitive" value="oui" />}
      {situationGroups.map(({ question, items }) => (
        <Fieldset key={question} question={question}>
          {items.map((item) => (
            <Item key={item} item={item} {...props} />
          ))}
        </Fieldset>
      ))}
    </RecordForm>
  );
}

function Item({ item, ...props }: SituationFormProps & { item: SituationItem }) {
  const { state, situation, resources } = props;
  if (item === "dependants") {
    return (
      <TextField
        label="Personnes à charge"
        hint="Enfants et autres personnes qui vivent de ses revenus."
        optional="unmarked"
        width="short"
        inputMode="numeric"
        maxLength={2}
        autoComplete="off"
        {...fieldProps(state, "dependants", situation.dependants)}
      />
    );
  }
  if (item === "resourceIds") {
    if (resources.length === 0) return null;
    const saved = situation.resources.map((resource) => resource.id);
    return (
      <CheckboxGroup
        label="Communs utilisés"
        hint="Les logiciels, machines, savoirs ou lieux partagés sur lesquels son travail repose."
        optional="unmarked"
        columns
        options={resources.map(({ id, name }) => ({ value: id, label: name }))}
        {...fieldListProps(state, "resourceIds", saved)}
        id="resourceIds"
        name="resourceIds[]"
      />
    );
  }
  const { name, isSensitive, hasEntry } = listOf(item);
  if (isSensitive && !props.isSensitiveOpen) {
    return (
      <div id={item}>
        <p className="font-semibold">{name}</p>
        <Reserved />
      </div>
    );
  }
  if (!hasEntry) return <Answer item={item} moment="now" label={name} {...props} />;
  return <TwoMoments item={item} {...props} />;
}

/** The answer of today, and that of the arrival folded below it. */
function TwoMoments({ item, ...props }: SituationFormProps & { item: WorkerListKey }) {
  const { state, situation } = props;
  const { name } = listOf(item);
  const before = situation.entry[item].map((value) => value.label).join(", ");
  const isFirst = before === "" && situation.now[item].length === 0;
  const field = valueField(item, "entry");
  return (
    <div className="flex flex-col gap-2">
      <Answer
        item={item}
        moment="now"
        label={`${name}, aujourd’hui`}
        hint={
          isFirst &&
          "Cette première réponse vaudra aussi pour l’arrivée, sauf si vous en donnez une autre dessous."
        }
        {...props}
      />
      <Disclosure
        summary={
          before
            ? `À l’arrivée\u202f: ${before}`
            : isFirst
              ? "C’était différent à l’arrivée"
              : "À l’arrivée\u202f: non renseigné"
        }
        open={Boolean(state?.errors[field])}
      >
        <Answer item={item} moment="entry" label={`${name}, à l’arrivée`} {...props} />
      </Disclosure>
    </div>
  );
}

/** One list at one moment: boxes to tick where several answers go together, else a choice with « Non renseigné ». */
function Answer({
  item,
  moment,
  label,
  hint,
  state,
  situation,
  choices,
  readers,
}: SituationFormProps & {
  item: WorkerListKey;
  moment: Moment;
  label: string;
  hint?: string | false;
}) {
  const { isMultiple, isSensitive } = listOf(item);
  const field = valueField(item, moment);
  const saved = situation[moment][item].map((value) => value.id);
  const options = choices[item].map(({ id, label }) => ({ value: id, label }));
  const said = {
    label,
    optional: "unmarked" as const,
    hint:
      isSensitive || hint ? (
        <>
          {isSensitive && (
            <span className="block">
              <SensitiveMark readers={readers} />
            </span>
          )}
          {hint}
        </>
      ) : undefined,
  };
  if (!isMultiple) {
    return (
      <Select
        {...said}
        width="long"
        placeholder="Non renseigné"
        options={options}
        {...fieldProps(state, field, saved[0])}
      />
    );
  }
  return (
    <CheckboxGroup
      {...said}
      columns
      options={options}
      {...fieldListProps(state, field, saved)}
      id={field}
      name={`${field}[]`}
    />
  );
}
