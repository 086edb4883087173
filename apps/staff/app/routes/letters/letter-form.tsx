import type { LetterChoices } from "@essaim/outreach/newsletter/letter-choice.queries";
import type { Newsletter } from "@essaim/outreach/newsletter/newsletter.queries";
import {
  type ItemKind,
  itemKinds,
  type NewsletterInput,
  refOf,
} from "@essaim/outreach/newsletter/newsletter.schema";
import { Button } from "@essaim/ui/button";
import { FieldError } from "@essaim/ui/field";
import { fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { useLocation } from "@remix-run/react";
import type { Words } from "~/answer";
import { ChoiceSearch, EnterFinds } from "~/choice-search-field";
import { FieldRow, FieldRows } from "~/field-rows";
import { RecordForm } from "~/record-form";
import { fieldsOf } from "../directory/field-values";
import type { LetterAnswer } from "./letter-step.server";

const groupLabels: Record<ItemKind, string> = {
  piece: "Médiathèque",
  sheet: "Fiches de savoir",
  activity: "Activités",
  resource: "Ressources",
  session: "Rencontres à venir",
};

export function LetterForm(props: {
  saved?: Newsletter;
  /** Chosen beforehand, for a new one. */
  campaignId?: string;
  choices: LetterChoices;
  answer: LetterAnswer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { saved, answer } = props;
  const state = answer?.state;
  const { campaigns } = props.choices;
  const values = state?.values ?? savedRows(saved);
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
      <EnterFinds />
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
      <p className="max-w-measure text-sm text-muted">
        Dans l’ordre où on le lira. Sans mots de vous, la lettre reprend le résumé public.
      </p>
      <FieldRows list="items" saved={savedRows(saved)} answer={answer}>
        {(row, field) => {
          const { id, error, ...ref } = field("ref");
          return (
            <FieldRow key={row.index} row={row} one="Contenu" ordered>
              <div id={id} tabIndex={-1} className="sm:col-span-3">
                <span className="block text-sm text-muted">{field("label").defaultValue}</span>
                <strong className="wrap-anywhere">{field("title").defaultValue}</strong>
                {error && <FieldError id={id}>{error}</FieldError>}
              </div>
              <TextArea
                label="Vos mots"
                optional="unmarked"
                rows={2}
                className="sm:col-span-3"
                maxLength={1000}
                {...field("words")}
              />
              {/* After the field, where the focus goes. */}
              <input type="hidden" {...ref} />
              {(["title", "label"] as const).map((name) => {
                const { name: full, defaultValue } = field(name);
                return <input key={name} type="hidden" name={full} defaultValue={defaultValue} />;
              })}
            </FieldRow>
          );
        }}
      </FieldRows>
      <Finder
        found={answer?.choices ?? props.choices}
        typed={fieldProps(state, "search").defaultValue ?? ""}
        chosen={new Set(Object.values(values).flat())}
      />
      {(campaigns.length > 0 || state?.errors.campaignId) && (
        <Select
          label="Campagne"
          width="long"
          {...fieldProps(state, "campaignId", saved?.campaignId ?? props.campaignId)}
          optional
          placeholder="Aucune"
          options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </RecordForm>
  );
}

/** What is public and may be added, the latest first, or by the words of its title. */
function Finder({
  found,
  typed,
  chosen,
}: {
  found: LetterChoices;
  typed: string;
  chosen: ReadonlySet<string>;
}) {
  const { pathname } = useLocation();
  const { choices, search, hasMore } = found;
  const groups = itemKinds
    .map((kind) => ({ kind, those: choices.filter((one) => one.kind === kind) }))
    .filter(({ those }) => those.length > 0);
  return (
    <ChoiceSearch
      label="Ajouter un contenu public"
      hint="Vidéo, fiche, activité, ressource ou rencontre, par les mots de son titre."
      typed={typed}
      searched={search}
      summary={summaryOf(found)}
    >
      {groups.map(({ kind, those }) => (
        <div key={kind}>
          <h3 className="text-base">{groupLabels[kind]}</h3>
          <ul className="divide-y divide-line">
            {those.map((one) => (
              <li key={one.id} className="flex items-center justify-between gap-4 py-1.5">
                <span className="min-w-0 wrap-anywhere">
                  {one.title}
                  {(kind === "piece" || kind === "session") && (
                    <span className="block text-sm text-muted">{one.label}</span>
                  )}
                </span>
                {chosen.has(refOf(one)) ? (
                  <span className="whitespace-nowrap text-sm text-muted">Dans la lettre</span>
                ) : (
                  <Button
                    type="submit"
                    name="pick"
                    value={refOf(one)}
                    size="small"
                    formAction={`${pathname}#items`}
                  >
                    Ajouter<span className="sr-only">&#8239;: {one.title}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {hasMore && search !== "" && (
        <p className="text-sm text-muted">
          Il y en a d’autres&#8239;: ajoutez un mot pour les trouver.
        </p>
      )}
    </ChoiceSearch>
  );
}

function summaryOf({ choices, search }: LetterChoices): string {
  if (search === "") {
    return choices.length === 0
      ? "Rien n’est public pour l’instant\u202f: publiez un contenu, une fiche ou une rencontre pour la montrer ici."
      : "Les plus récents\u202f:";
  }
  return choices.length === 0
    ? `Rien de public ne porte «\u202f${search}\u202f» dans son titre. Essayez un seul mot.`
    : `${plural(choices.length, "résultat", "résultats")} pour «\u202f${search}\u202f»\u202f:`;
}

const savedRows = (saved: Newsletter | undefined) =>
  fieldsOf("items", saved?.items ?? [], (item) => ({
    ref: refOf(item),
    title: item.title,
    label: item.label,
    words: item.words,
  }));

/** Every field of a letter in words, to compare two versions. @param titles of what it shows, by reference */
export function letterInWords(
  letter: NewsletterInput | Newsletter,
  titles: ReadonlyMap<string, string>,
  campaigns: LetterChoices["campaigns"],
): Words {
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
