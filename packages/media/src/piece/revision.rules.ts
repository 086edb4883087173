import { compareWords, type FieldChange } from "@essaim/directory/publication/diff.rules";
import { languageLabels } from "./piece.schema.ts";
import { type PublishedPiece, platformLabels } from "./published-piece.schema.ts";
import { formatSeconds } from "./time.rules.ts";

/**
 * What is kept of a piece each time it is saved: its document, without the people in it, who may take their consent back,
 * nor what is said in its recording, which has a page of its own.
 */
export type PieceText = Omit<PublishedPiece, "credits" | "transcript" | "subtitles">;

type Named = ReadonlyMap<string, string>;

function fieldsOf(text: PieceText, names: Named): [key: string, label: string, said: string][] {
  const lines = (all: readonly string[]) => all.join("\n");
  const named = (ids: readonly string[]) => lines(ids.map((id) => names.get(id) ?? "(retirée)"));
  return [
    ["title", "Titre", text.title],
    ["summary", "Résumé", text.summary],
    ["body", "Texte", text.body],
    [
      "steps",
      "Étapes",
      lines(
        text.steps.map(({ title, text: how, minutes }) =>
          `${title}${minutes === null ? "" : ` (${minutes} min)`}\n${how}`.trim(),
        ),
      ),
    ],
    ["durationSeconds", "Durée", text.durationSeconds ? formatSeconds(text.durationSeconds) : ""],
    [
      "chapters",
      "Chapitres",
      lines(
        text.chapters.map(({ startSeconds, title }) => `${formatSeconds(startSeconds)} ${title}`),
      ),
    ],
    ["language", "Langue", languageLabels[text.language] ?? text.language],
    ["licenceExpression", "Licence", text.licenceExpression],
    [
      "series",
      "Série",
      text.series ? `${text.series.title} ${text.series.episode ?? ""}`.trim() : "",
    ],
    ["images", "Images", lines(text.images.map(({ alt, credit }) => `${alt} ${credit}`.trim()))],
    [
      "places",
      "Où c’est",
      lines(text.places.map(({ platform, url }) => `${platformLabels[platform].fr} ${url}`)),
    ],
    ["activityIds", "Activités servies", named(text.activityIds)],
    ["resourceIds", "Ressources servies", named(text.resourceIds)],
    [
      "questions",
      "Questions ouvertes",
      lines(text.questions.map(({ text: asked, url }) => `${asked} ${url ?? ""}`.trim())),
    ],
  ];
}

/**
 * What differs between two versions, field by field and word by word.
 * @param before null when there is none: then every field that says something is told whole
 * @param names of the records that either of them serves, by id
 */
export function comparePieces(
  before: PieceText | null,
  after: PieceText,
  names: Named,
): FieldChange[] {
  const old = before && fieldsOf(before, names);
  return fieldsOf(after, names).flatMap(([key, label, said], index) => {
    const earlier = old?.[index]?.[2] ?? "";
    if (earlier === said) return [];
    return [
      {
        key,
        label,
        parts: old ? compareWords(earlier, said) : [{ kind: "same" as const, text: said }],
      },
    ];
  });
}
