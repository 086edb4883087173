import { linkKindLabels, linkKinds } from "@essaim/directory/content.schema";
import { Disclosure } from "@essaim/ui/disclosure";
import { type FieldProps, fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import type { ReactNode } from "react";
import type { Answer } from "~/answer";
import { FieldRow, FieldRows } from "~/field-rows";

type EnglishField = FieldProps & { optional: "unmarked"; lang: string };
type Rows = { saved?: Record<string, string>; answer?: Answer };

/** A part of a form that most people leave aside: open as soon as it holds something, or something is wrong in it. */
export function OptionalPart({
  name,
  title,
  saved = {},
  answer,
  children,
}: Rows & {
  /** The start of its fields’ names: « links », « english ». */
  name: string;
  title: string;
  children: ReactNode;
}) {
  const { values = saved, errors = {} } = answer?.state ?? {};
  const isOf = (field: string) => field === name || field.startsWith(`${name}.`);
  const isFilled = Object.entries(values).some(([field, value]) => isOf(field) && value !== "");
  const isOpen = isFilled || Object.keys(errors).some(isOf) || answer?.rows === name;
  return (
    <Disclosure summary={title} open={isOpen}>
      <div className="flex flex-col gap-5">{children}</div>
    </Disclosure>
  );
}

/** What nobody knows yet. @param hint what is said above them, where it needs saying */
export function QuestionRows({ hint, ...rows }: Rows & { hint?: string }) {
  return (
    <OptionalPart name="questions" title="Questions ouvertes" {...rows}>
      {hint && <p className="max-w-measure text-sm text-muted">{hint}</p>}
      <FieldRows list="questions" add="Ajouter une question" {...rows}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Question">
            <TextField
              label="Question"
              optional="unmarked"
              width="full"
              className="sm:col-span-3"
              maxLength={300}
              {...field("text")}
            />
            <TextField
              label="Adresse de la discussion"
              type="url"
              optional="unmarked"
              width="full"
              className="sm:col-span-3"
              maxLength={500}
              {...field("url")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}

/** What can be seen, heard or read elsewhere. */
export function LinkRows(rows: Rows) {
  return (
    <OptionalPart name="links" title="À voir, à écouter, à lire" {...rows}>
      <FieldRows list="links" add="Ajouter un lien" {...rows}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Lien">
            <Select
              label="Nature"
              optional="unmarked"
              width="full"
              options={linkKinds.map((value) => ({ value, label: linkKindLabels[value].fr }))}
              {...field("kind")}
            />
            <TextField
              label="Ce que l’on y trouve"
              optional="unmarked"
              width="full"
              className="sm:col-span-2"
              maxLength={200}
              {...field("title")}
            />
            <TextField
              label="Adresse"
              type="url"
              optional="unmarked"
              width="full"
              className="sm:col-span-3"
              maxLength={500}
              {...field("url")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}

/** The words of the images that were sent already. */
export function ImageRows(rows: Rows) {
  const { values = rows.saved ?? {} } = rows.answer?.state ?? {};
  if (!Object.keys(values).some((name) => name.startsWith("images."))) return null;
  return (
    <OptionalPart name="images" title="Images" {...rows}>
      <FieldRows list="images" {...rows}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Image" ordered>
            <input type="hidden" name={field("id").name} value={field("id").defaultValue} />
            <TextField
              label="Ce qu’elle montre"
              hint="Lu à voix haute à qui ne la voit pas."
              optional="unmarked"
              width="full"
              className="sm:col-span-2"
              maxLength={300}
              {...field("alt")}
            />
            <TextField
              label="De qui elle est"
              hint="Auteur et licence."
              optional="unmarked"
              width="full"
              maxLength={200}
              {...field("credit")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}

/** What is translated; `field` gives the props of one of its texts. */
export function EnglishPart({
  saved = {},
  answer,
  children,
}: Rows & { children: (field: (name: string) => EnglishField) => ReactNode }) {
  const field = (name: string) => ({
    ...fieldProps(answer?.state, `english.${name}`, saved[`english.${name}`]),
    optional: "unmarked" as const,
    lang: "en",
  });
  return (
    <OptionalPart name="english" title="Traduction en anglais" {...{ saved, answer }}>
      <p className="max-w-measure text-sm text-muted">
        Ce qui n’est pas traduit reste en français sur la page anglaise, qui le dit.
      </p>
      {children(field)}
    </OptionalPart>
  );
}

/** What a text is called on the English page, for whoever translates it. */
export function EnglishLabel({ text }: { text: string }) {
  return (
    <>
      <span lang="en">{text}</span> (anglais)
    </>
  );
}
