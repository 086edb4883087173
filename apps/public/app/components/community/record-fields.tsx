import {
  type ProposedField,
  proposedFields,
  typedFrom,
} from "@essaim/directory/community/proposal.fields";
import type { RecordKind } from "@essaim/directory/publication/record.schema";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { type I18n, useI18n } from "~/i18n/i18n";
import type { NamedField } from "./named-faults";

type Part = "all" | "essential" | "further";

const isEssential = (field: ProposedField) => Boolean(field.isRequired || field.isEssential);

/** What may be written of a record in a part of its form, in the order of the page. */
export const fieldsOf = (kind: RecordKind, part: Part): ProposedField[] =>
  proposedFields[kind].filter(
    (field) => part === "all" || isEssential(field) === (part === "essential"),
  );

/** Their names. */
export const recordFields = (kind: RecordKind, part: Part, { locale }: I18n): NamedField[] =>
  fieldsOf(kind, part).map(({ key, label }) => ({ name: key, label: label[locale] }));

/**
 * What may be written of a record, field by field.
 * @param saved what the public reads of it; nothing for a new record
 */
export function RecordFields({
  kind,
  state,
  saved,
  part = "all",
}: {
  kind: RecordKind;
  state: FormState | undefined;
  saved?: Record<string, unknown>;
  part?: Part;
}) {
  return (
    <>
      {fieldsOf(kind, part).map((field) => (
        <OneField key={field.key} field={field} state={state} saved={saved?.[field.key]} />
      ))}
    </>
  );
}

/** Characters past which a sentence would not be read whole in a field of one line. */
const seenAtOnce = 200;

function OneField({
  field,
  state,
  saved,
}: {
  field: ProposedField;
  state: FormState | undefined;
  saved: unknown;
}) {
  const { locale } = useI18n();
  const props = {
    label: field.label[locale],
    hint: field.hint?.[locale],
    optional: field.isRequired ? undefined : true,
    ...fieldProps(state, field.key, typedFrom(field, saved)),
  };
  switch (field.shape) {
    case "choice":
      return (
        <Select
          {...props}
          options={(field.choices ?? []).map(({ value, label }) => ({
            value,
            label: label[locale],
          }))}
        />
      );
    case "text":
    case "steps":
      return <TextArea {...props} maxLength={field.longest} rows={4} />;
    case "cents":
      return <TextField {...props} width="short" inputMode="decimal" />;
    case "url":
      return <TextField {...props} type="url" maxLength={field.longest} spellCheck={false} />;
    default:
      return field.longest > seenAtOnce ? (
        <TextArea {...props} maxLength={field.longest} rows={3} />
      ) : (
        <TextField {...props} maxLength={field.longest} />
      );
  }
}
