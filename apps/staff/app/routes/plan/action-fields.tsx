import { PERSON } from "@essaim/accompaniment/plan/plan.schema";
import type { Coach } from "@essaim/accompaniment/worker/worker.queries";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";

type ActionFieldsProps = {
  state?: FormState;
  initial?: {
    label: string;
    dueOn: string | null;
    ownerId: string | null;
    objectiveId: string | null;
  };
  workerName: string;
  coaches: readonly Coach[];
  /** Those that an action may serve. */
  objectives: readonly { id: string; title: string }[];
};

/** What is to be done, by whom, by when, and what for. */
export function ActionFields({
  state,
  initial,
  workerName,
  coaches,
  objectives,
}: ActionFieldsProps) {
  return (
    <>
      <TextField
        label={"Qu’y a-t-il à faire\u202f?"}
        width="full"
        maxLength={500}
        autoComplete="off"
        {...fieldProps(state, "label", initial?.label)}
      />
      <DateField label="Pour quand" optional {...fieldProps(state, "dueOn", initial?.dueOn)} />
      <Select
        label={"Qui s’en charge\u202f?"}
        optional="unmarked"
        placeholder={false}
        options={[
          { value: PERSON, label: workerName },
          ...coaches.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...fieldProps(state, "ownerId", initial?.ownerId ?? PERSON)}
      />
      {objectives.length > 0 && (
        <Select
          label="Pour quel objectif"
          optional
          width="full"
          placeholder="Aucun en particulier"
          options={objectives.map(({ id, title }) => ({ value: id, label: title }))}
          {...fieldProps(state, "objectiveId", initial?.objectiveId)}
        />
      )}
    </>
  );
}
