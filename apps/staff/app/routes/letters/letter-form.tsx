import type { LetterChoices } from "@essaim/outreach/newsletter/letter-choice.queries";
import type { Newsletter } from "@essaim/outreach/newsletter/newsletter.queries";
import {
  type ItemKind,
  itemKinds,
  type NewsletterInput,
  refOf,
} from "@essaim/outreach/newsletter/newsletter.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { type OptionGroup, Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer, Words } from "~/answer";
import { FieldRow, FieldRows } from "~/field-rows";
import { RecordForm } from "~/record-form";
import { fieldsOf } from "../directory/field-values";

const groupLabels: Record<ItemKind, string> = {
  piece: "Médiathèque",
  sheet: "Fiches de savoir",
  activity: "Activités",
  resource: "Ressources",
  session: "Rencontres à venir",
};

export function LetterForm(props: {
  saved?: Newsletter;
  choices: LetterChoices;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { saved, answer, choices } = props;
  const state = answer?.state;
  const options = optionsOf(choices, saved);
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
      resetKey={answer?.key}
      sentByKeys
    >
      <TextField
        label="Objet"
        hint="Ce que l’on lit dans sa boîte avant d’ouvrir."
        {...fieldProps(state, "subject", saved?.subject)}
        maxLength={150}
        autoComplete="off"
      />
      <TextArea
        label="Introduction"
        hint="Une ligne vide sépare deux paragraphes. «&#8239;## Titre&#8239;», «&#8239;- point&#8239;», «&#8239;**gras**&#8239;» et «&#8239;[mots](https://adresse)&#8239;» sont compris."
        {...fieldProps(state, "introduction", saved?.introduction)}
        optional
        rows={8}
      />
      <h2>Ce qu’elle montre</h2>
      {choices.choices.length === 0 ? (
        <p className="max-w-measure text-muted">
          Rien n’est public pour l’instant&#8239;: publiez un contenu, une fiche ou une rencontre
          pour la montrer ici.
        </p>
      ) : (
        <>
          <p className="max-w-measure text-sm text-muted">
            Dans l’ordre où on le lira. Sans mots de vous, la lettre reprend le résumé public.
          </p>
          <FieldRows
            list="items"
            add="Montrer autre chose"
            saved={savedRows(saved)}
            answer={answer}
          >
            {(row, field) => (
              <FieldRow key={row.index} row={row} one="Contenu" ordered>
                <Select
                  label="Quoi"
                  optional="unmarked"
                  width="full"
                  className="sm:col-span-3"
                  options={options}
                  {...field("ref")}
                />
                <TextArea
                  label="Vos mots"
                  optional="unmarked"
                  rows={2}
                  className="sm:col-span-3"
                  maxLength={1000}
                  {...field("words")}
                />
              </FieldRow>
            )}
          </FieldRows>
        </>
      )}
      {choices.campaigns.length > 0 && (
        <Select
          label="Campagne"
          width="long"
          {...fieldProps(state, "campaignId", saved?.campaignId)}
          optional
          placeholder="Aucune"
          options={choices.campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </RecordForm>
  );
}

const savedRows = (saved: Newsletter | undefined) =>
  fieldsOf("items", saved?.items ?? [], (item) => ({ ref: refOf(item), words: item.words }));

/** What is public, by what it is; and what was chosen before and is no longer public, to be seen and taken out. */
function optionsOf({ choices }: LetterChoices, saved: Newsletter | undefined): OptionGroup[] {
  const known = new Set(choices.map(refOf));
  const gone = (saved?.items ?? []).filter((item) => !known.has(refOf(item)));
  const asOption = (one: { kind: ItemKind; id: string; label: string; title: string }) => ({
    value: refOf(one),
    label:
      one.kind === "piece" || one.kind === "session" ? `${one.title} (${one.label})` : one.title,
  });
  return [
    ...itemKinds.map((kind) => ({
      label: groupLabels[kind],
      options: choices.filter((one) => one.kind === kind).map(asOption),
    })),
    { label: "N’est plus public", options: gone.map(asOption) },
  ].filter(({ options }) => options.length > 0);
}

/** Every field of a letter in words, to compare two versions. */
export function letterInWords(
  letter: NewsletterInput | Newsletter,
  { choices, campaigns }: LetterChoices,
): Words {
  const titles = new Map(choices.map((one) => [refOf(one), one.title]));
  const shown = letter.items.map((item) => {
    const title = "ref" in item ? (titles.get(item.ref) ?? item.ref) : item.title;
    return item.words ? `${title}\u202f: ${item.words}` : title;
  });
  return [
    ["Objet", letter.subject],
    ["Introduction", letter.introduction],
    ["Ce qu’elle montre", shown.join("\n")],
    ["Campagne", campaigns.find(({ id }) => id === letter.campaignId)?.name ?? ""],
  ];
}
