import {
  compareWords,
  type DiffPart,
  type FieldChange,
} from "@essaim/directory/publication/diff.rules";
import { creditRoleLabels } from "./credit.schema.ts";
import { languageLabels } from "./piece.schema.ts";
import { type PublishedPiece, platformLabels } from "./published-piece.schema.ts";
import { formatSeconds } from "./time.rules.ts";
import { formatTranscript } from "./transcript.rules.ts";

type Said = "transcript" | "subtitles";

/**
 * What is kept of a piece each time it is saved: its document, without the people in it, who may take their consent back.
 * The first versions did not keep what is said in a recording.
 */
export type PieceText = Omit<PublishedPiece, "credits" | Said> &
  Partial<Pick<PublishedPiece, "credits" | Said>>;

type Named = ReadonlyMap<string, string>;

/** `said` is null of what a version does not keep. */
type Field = [key: string, label: string, said: string | null];

function fieldsOf(text: PieceText, names: Named): Field[] {
  const lines = (all: readonly string[]) => all.join("\n");
  const named = (ids: readonly string[]) => lines(ids.map((id) => names.get(id) ?? "(retirée)"));
  const shown = (ids: readonly string[]) =>
    ids.map((id) => `[${text.images.find((image) => image.id === id)?.alt ?? ""}]`);
  return [
    ["title", "Titre", text.title],
    ["summary", "Résumé", text.summary],
    ["body", "Texte", text.body],
    [
      "steps",
      "Étapes",
      lines(
        text.steps.map(({ title, text: how, minutes, imageIds }) =>
          lines([
            `${title}${minutes === null ? "" : ` (${minutes} min)`}`,
            ...(how ? [how] : []),
            ...shown(imageIds),
          ]),
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
    ["transcript", "Transcription", text.transcript ? formatTranscript(text.transcript) : null],
    [
      "subtitles",
      "Sous-titres",
      text.subtitles
        ? lines(
            text.subtitles.map(
              ({ language, vtt }) => `${languageLabels[language] ?? language}\n${vtt}`,
            ),
          )
        : null,
    ],
    [
      "credits",
      "Personnes",
      text.credits
        ? lines(text.credits.map(({ name, role }) => `${name} · ${creditRoleLabels[role]}`))
        : null,
    ],
    ["language", "Langue", languageLabels[text.language] ?? text.language],
    ["licenceExpression", "Licence", text.licenceExpression],
    [
      "series",
      "Série",
      text.series ? `${text.series.title} ${text.series.episode ?? ""}`.trim() : "",
    ],
    ["images", "Images", lines(text.images.map(({ alt, credit }) => `${alt} ${credit}`.trim()))],
    ["poster", "Image principale", text.posterId ? lines(shown([text.posterId])) : ""],
    [
      "places",
      "Où c’est",
      lines(
        text.places.map(({ platform, url, publishedOn, file }) =>
          [platformLabels[platform].fr, url, publishedOn, file?.url ?? ""].join(" ").trim(),
        ),
      ),
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
 * @param before null when there is none: then every field that says something is told, the longest by their beginning
 * @param names of the records that either of them serves, by id
 */
export function comparePieces(
  before: PieceText | null,
  after: PieceText,
  names: Named,
): FieldChange[] {
  const old = before && fieldsOf(before, names);
  return fieldsOf(after, names).flatMap(([key, label, said], index) => {
    const earlier = old ? (old[index]?.[2] ?? null) : "";
    if (earlier === null || said === null || earlier === said) return [];
    return [
      {
        key,
        label,
        parts: old ? compareWords(earlier, said) : opening(said),
      },
    ];
  });
}

/** Characters of a first version that are told: what is said in a recording of an hour is read on its own page. */
const longestOpening = 5000;

function opening(said: string): DiffPart[] {
  if (said.length <= longestOpening) return [{ kind: "same", text: said }];
  return [
    { kind: "same", text: said.slice(0, longestOpening) },
    { kind: "cut", text: "" },
  ];
}
