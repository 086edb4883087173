import type { ListValues } from "@essaim/accompaniment/list/value-list.queries";
import { listOf, type WorkerListKey } from "@essaim/accompaniment/list/value-list.schema";
import { completeness, type SituationRecord } from "@essaim/accompaniment/worker/situation.rules";
import { type Moment, valueField } from "@essaim/accompaniment/worker/worker-values.rules";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Disclosure } from "@essaim/ui/disclosure";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";
import { useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useId } from "react";
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
      <Groups {...props} />
    </RecordForm>
  );
}

/** The groups of questions, folded with how much of each is known: the first that lacks something is open. */
function Groups(props: SituationFormProps) {
  const { state, situation, isSensitiveOpen } = props;
  const { fields, missing } = completeness(situation, isSensitiveOpen);
  const { hash } = useLocation();
  // « Modifier » leads to one question; only the browser's own arrival opens what is folded around it.
  useEffect(() => {
    const question = hash ? document.getElementById(hash.slice(1)) : null;
    const group = question?.closest("details");
    if (!group) return;
    group.open = true;
    question?.scrollIntoView({ block: "center" });
  }, [hash]);
  const isMissing = (item: SituationItem) => missing.some(({ field }) => field === item);
  const firstOpen = situationGroups.findIndex(({ items }) => items.some(isMissing));
  return (
    <div className="border-b border-edge">
      {situationGroups.map(({ question, items }, index) => {
        const asked = items.filter((item) => fields.includes(item));
        const known = asked.filter((item) => !isMissing(item));
        const isWrong = items.some((item) =>
          [item, isList(item) && valueField(item, "entry")].some(
            (field) => field && state?.errors[field],
          ),
        );
        return (
          <Group
            key={question}
            question={question}
            known={`${plural(known.length, "réponse", "réponses")} sur ${asked.length}`}
            isOpen={isWrong || index === firstOpen}
          >
            {items.map((item) => (
              <Item key={item} item={item} {...props} />
            ))}
          </Group>
        );
      })}
    </div>
  );
}

const isList = (item: SituationItem): item is WorkerListKey =>
  item !== "dependants" && item !== "resourceIds";

function Group({
  question,
  known,
  isOpen,
  children,
}: {
  question: string;
  known: string;
  isOpen: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <details open={isOpen} className="group/part border-t border-edge">
      <summary className="flex min-h-11 flex-wrap items-baseline justify-between gap-x-4 py-3 hover:text-accent">
        <h2 id={id} className="flex items-baseline gap-2 text-lg">
          <Icon
            name="chevronRight"
            size={18}
            className="translate-y-0.5 group-open/part:rotate-90"
          />
          {question}
        </h2>
        <span className="figures pl-6.5 text-sm text-muted">{known}</span>
      </summary>
      <fieldset
        aria-labelledby={id}
        className="grid min-w-0 gap-x-8 gap-y-6 pt-2 pb-8 sm:grid-cols-2 sm:items-start"
      >
        {children}
      </fieldset>
    </details>
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
        columns="narrow"
        className="sm:col-span-2"
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
      className="sm:col-span-2"
      options={options}
      {...fieldListProps(state, field, saved)}
      id={field}
      name={`${field}[]`}
    />
  );
}
