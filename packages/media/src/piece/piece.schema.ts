import { versionSchema } from "@essaim/database/version.schema";
import { lineSchema, textSchema } from "@essaim/directory/publication.schema";
import { z } from "zod";
import { type PieceKind, pieceKinds } from "./published-piece.schema.ts";

export const stages = [
  "pitch",
  "script",
  "shooting",
  "editing",
  "review",
  "published",
  "to_refresh",
] as const;
export type Stage = (typeof stages)[number];

export const stageLabels: Record<Stage, string> = {
  pitch: "Idée",
  script: "Écriture",
  shooting: "Tournage ou enregistrement",
  editing: "Montage et mise en forme",
  review: "Relecture",
  published: "Publié",
  to_refresh: "À actualiser",
};

/** What a machine cannot check, ticked by whoever looked. */
export const checkItems = ["music_licence", "image_licence", "plain_language"] as const;
export type CheckItem = (typeof checkItems)[number];

export const checkLabels: Record<CheckItem, string> = {
  music_licence: "La musique est sous une licence qui permet de la diffuser",
  image_licence: "Les images d’autrui sont sous une licence qui permet de les montrer",
  plain_language: "Une personne qui ne connaît pas le sujet a compris",
};

/** The languages that its form offers, by their BCP 47 code. */
export const languageLabels: Record<string, string> = {
  fr: "Français",
  en: "Anglais",
  ar: "Arabe",
  es: "Espagnol",
  nl: "Néerlandais",
  pl: "Polonais",
  pt: "Portugais",
  ro: "Roumain",
  uk: "Ukrainien",
  "fr-LSF": "Langue des signes française",
};
export const languageSchema = z
  .string()
  .refine((code) => Object.hasOwn(languageLabels, code), "Choisissez une langue de la liste.");

export const hasSound = (kind: PieceKind) => kind === "video" || kind === "audio";

/** What is left empty. */
export const orNull = <T>(value: T | undefined) => value ?? null;
export const day = z.iso.date("Indiquez une date valable.").optional().transform(orNull);
export const choice = (wrong: string) => z.uuid(wrong).optional().transform(orNull);

export const titleSchema = lineSchema(
  160,
  "Donnez un titre, même provisoire.",
  "Un titre tient en 160 caractères.",
);

export const newPieceSchema = z.object({
  kind: z.enum(pieceKinds, "Choisissez ce que vous voulez faire."),
  title: titleSchema,
  pitch: textSchema(5000, "Écrivez 5 000 caractères au plus."),
  ownerId: choice("Choisissez quelqu’un de la liste."),
  dueOn: day,
});
export type NewPieceInput = z.output<typeof newPieceSchema>;

/** A piece as it was read: the version says so. */
export const pieceTargetSchema = z.object({ id: z.uuid(), version: versionSchema });

/** What is published is what was read: `digest` is that of the piece then, whatever part of it changes. */
export const publishPieceSchema = pieceTargetSchema.extend({
  digest: z.string().regex(/^[0-9a-f]{32}$/),
});

export const movePieceSchema = pieceTargetSchema.extend({
  stage: z.enum(stages, "Choisissez une étape."),
});

export const checkPieceSchema = z.object({
  id: z.uuid(),
  item: z.enum(checkItems),
  isDone: z.stringbool(),
});

/** Cards of a column of the desk; past it, the column says how many there are. */
export const mostCards = 30;

export const boardFilterSchema = z.object({
  kind: z.enum(pieceKinds).optional(),
  mine: z.stringbool().optional(),
});

/** Why what was asked of a piece is refused. */
export const pieceRefusals = {
  no_such_step: "Cette étape ne suit pas celle où en est le contenu.",
  not_reviewed: "Un contenu est relu avant d’être publié\u202f: passez-le d’abord en relecture.",
  incomplete: "Il manque encore quelque chose avant de publier.",
  changed_meanwhile:
    "Ce contenu a changé pendant que vous le lisiez\u202f: voyez ce qui a changé, puis publiez.",
  second_reader:
    "Votre coopérative fait relire avant de publier, et vous avez écrit ce contenu\u202f: quelqu’un d’autre de la direction ou de la rédaction le relit, puis le publie.",
  public: "Ce contenu est public\u202f: retirez-le d’abord.",
  was_public:
    "Ce contenu a été public\u202f: ce que des personnes ont signé et ses vues passées restent. Laissez-le retiré.",
} as const;
export type PieceRefusal = keyof typeof pieceRefusals;

/** Why the form of a piece is refused, with the field concerned. */
export const pieceFieldRefusals = {
  episode_taken: { field: "episode", message: "Un autre épisode de cette série a ce numéro." },
  owner_unknown: { field: "ownerId", message: "Cette personne n’est plus dans l’équipe." },
  series_unknown: { field: "seriesId", message: "Cette série n’existe plus." },
  record_unknown: {
    field: "activities",
    message: "Une des fiches citées n’existe plus. Choisissez-en une autre.",
  },
} as const;
export type PieceFieldRefusal = keyof typeof pieceFieldRefusals;
