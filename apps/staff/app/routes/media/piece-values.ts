import type { PieceChoices, PieceRecord } from "@essaim/media/piece/piece.queries";
import { languageLabels } from "@essaim/media/piece/piece.schema";
import type { PieceInput } from "@essaim/media/piece/piece-form.schema";
import { platformLabels } from "@essaim/media/piece/published-piece.schema";
import { formatSeconds } from "@essaim/media/piece/time.rules";
import { formatDate } from "@essaim/ui/format";
import type { Words } from "~/answer";
import { fieldsOf } from "../directory/field-values";

const orEmpty = (value: string | number | null) => (value === null ? "" : String(value));
const seconds = (value: number | null) => (value === null ? "" : formatSeconds(value));

/** A saved piece as its form would send it. */
export function pieceValues(piece: PieceRecord): Record<string, string> {
  return {
    title: piece.title,
    summary: piece.summary,
    pitch: piece.pitch,
    body: piece.body,
    language: piece.language,
    licenceExpression: piece.licenceExpression,
    durationSeconds: seconds(piece.durationSeconds),
    seriesId: orEmpty(piece.seriesId),
    episode: orEmpty(piece.episode),
    ownerId: orEmpty(piece.ownerId),
    dueOn: orEmpty(piece.dueOn),
    refreshOn: orEmpty(piece.refreshOn),
    posterId: orEmpty(piece.posterId),
    ...fieldsOf("chapters", piece.chapters, ({ startSeconds, title }) => ({
      startSeconds: seconds(startSeconds),
      title,
    })),
    ...fieldsOf("steps", piece.steps, ({ title, text, minutes, imageIds }) => ({
      title,
      text,
      minutes: orEmpty(minutes),
      imageId: imageIds[0] ?? "",
      secondImageId: imageIds[1] ?? "",
      thirdImageId: imageIds[2] ?? "",
      fourthImageId: imageIds[3] ?? "",
    })),
    ...fieldsOf("images", piece.images, (image) => image),
    ...fieldsOf("places", piece.places, (place) => ({
      platform: place.platform,
      url: place.url,
      publishedOn: place.publishedOn,
      fileUrl: orEmpty(place.fileUrl),
      mediaType: orEmpty(place.mediaType),
      fileBytes: orEmpty(place.fileBytes),
    })),
    ...fieldsOf("activities", piece.activities, ({ id }) => ({ id })),
    ...fieldsOf("resources", piece.resources, ({ id }) => ({ id })),
    ...fieldsOf("questions", piece.questions, ({ text, url }) => ({ text, url: url ?? "" })),
  };
}

type Said = Omit<PieceInput, "steps"> & {
  steps: readonly { title: string; text: string; minutes: number | null }[];
};

/** Every field of a piece in words, to compare two versions of it. */
export function pieceInWords(piece: Said, choices: PieceChoices): Words {
  const nameIn = (all: readonly { id: string; name: string }[], id: string | null) =>
    all.find((one) => one.id === id)?.name ?? "";
  const series = choices.series.map(({ id, title }) => ({ id, name: title }));
  const lines = (all: readonly string[]) => all.join("\n");
  return [
    ["Titre", piece.title],
    ["Résumé", piece.summary],
    ["L’idée", piece.pitch],
    ["Texte", piece.body],
    ["Langue", languageLabels[piece.language] ?? ""],
    ["Licence", piece.licenceExpression],
    ["Durée", seconds(piece.durationSeconds)],
    ["Série", nameIn(series, piece.seriesId)],
    ["Épisode", orEmpty(piece.episode)],
    ["Qui s’en occupe", nameIn(choices.members, piece.ownerId)],
    ["Pour quand", piece.dueOn ? formatDate(piece.dueOn) : ""],
    ["À revoir le", piece.refreshOn ? formatDate(piece.refreshOn) : ""],
    [
      "Chapitres",
      lines(piece.chapters.map(({ startSeconds, title }) => `${seconds(startSeconds)} ${title}`)),
    ],
    ["Étapes", lines(piece.steps.map(({ title, text }) => `${title}\n${text}`))],
    ["Images", lines(piece.images.map(({ alt, credit }) => `${alt} ${credit}`.trim()))],
    [
      "Où c’est",
      lines(piece.places.map(({ platform, url }) => `${platformLabels[platform].fr} ${url}`)),
    ],
    ["Activités servies", lines(piece.activities.map(({ id }) => nameIn(choices.activities, id)))],
    ["Ressources servies", lines(piece.resources.map(({ id }) => nameIn(choices.resources, id)))],
    ["Questions ouvertes", lines(piece.questions.map(({ text }) => text))],
  ];
}
