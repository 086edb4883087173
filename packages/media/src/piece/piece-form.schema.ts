import { nestRows } from "@essaim/database/form-rows.schema";
import { versionSchema } from "@essaim/database/version.schema";
import { imagesSchema, optionalUrlSchema } from "@essaim/directory/content.schema";
import { describeLicence, normaliseLicence } from "@essaim/directory/licence.rules";
import { lineSchema, longestMarkdown, textSchema } from "@essaim/directory/publication.schema";
import { z } from "zod";
import { choice, day, languageSchema, orNull, titleSchema } from "./piece.schema.ts";
import { platforms } from "./published-piece.schema.ts";
import { parseSeconds } from "./time.rules.ts";

// Apart from piece.schema.ts, which pages read in the browser: the list of licences is larger than a page.

/** Rows that the form of a piece takes, named `chapters.0.title`… */
export const pieceRowLists = [
  "chapters",
  "steps",
  "images",
  "places",
  "activities",
  "resources",
  "questions",
] as const;
const mostRows = 60;

const moment = (missing: string) =>
  z.string(missing).transform((typed, context): number => {
    const seconds = parseSeconds(typed);
    if (seconds !== null) return seconds;
    context.addIssue({
      code: "custom",
      message: "Écrivez les minutes et les secondes, par exemple 2:30 ou 1:02:30.",
    });
    return z.NEVER;
  });

const whole = (least: number, most: number, wrong: string) =>
  z
    .string()
    .trim()
    .optional()
    .transform((typed, context): number | null => {
      if (!typed) return null;
      const value = Number(typed.replace(/[\s\u00a0\u202f]/gu, ""));
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      context.addIssue({ code: "custom", message: wrong });
      return z.NEVER;
    });

const chapterSchema = z.object({
  startSeconds: moment("Dites quand ce chapitre commence."),
  title: lineSchema(120, "Donnez un titre à ce chapitre, ou videz la ligne."),
});

/** Fields of the images that a step shows, in their order. */
export const stepImageFields = [
  "imageId",
  "secondImageId",
  "thirdImageId",
  "fourthImageId",
] as const;
const stepImage = choice("Choisissez une image de la liste.");

const stepSchema = z
  .object({
    title: lineSchema(160, "Dites en quelques mots ce que l’on fait, ou videz la ligne."),
    text: textSchema(longestMarkdown, "Cette étape est trop longue\u202f: coupez-la en deux."),
    minutes: whole(1, 10_000, "Indiquez un nombre de minutes."),
    imageId: stepImage,
    secondImageId: stepImage,
    thirdImageId: stepImage,
    fourthImageId: stepImage,
  })
  .transform(({ title, text, minutes, ...images }) => {
    const chosen = stepImageFields.flatMap((field) => images[field] ?? []);
    return { title, text, minutes, imageIds: [...new Set(chosen)] };
  });

const placeSchema = z
  .object({
    platform: z.enum(platforms, "Choisissez où c’est."),
    url: optionalUrlSchema.transform((url, context): string => {
      if (url !== null) return url;
      context.addIssue({ code: "custom", message: "Indiquez l’adresse, ou videz la ligne." });
      return z.NEVER;
    }),
    publishedOn: z.iso.date("Indiquez le jour de sa mise en ligne."),
    fileUrl: optionalUrlSchema,
    mediaType: z
      .string()
      .trim()
      .regex(/^(audio|video)\/[a-z0-9.+-]+$/, "Par exemple audio/mpeg, ou video/mp4.")
      .optional()
      .transform(orNull),
    fileBytes: whole(1, 2 ** 40, "Indiquez la taille du fichier, en octets."),
  })
  .superRefine(({ fileUrl, mediaType, fileBytes }, context) => {
    const told = [fileUrl, mediaType, fileBytes].filter((one) => one !== null).length;
    if (told === 0 || told === 3) return;
    const missing = fileUrl === null ? "fileUrl" : mediaType === null ? "mediaType" : "fileBytes";
    context.addIssue({
      code: "custom",
      path: [missing],
      message: "Un podcast a besoin des trois\u202f: adresse, type et taille du fichier.",
    });
  });

const questionSchema = z.object({
  text: lineSchema(300, "Écrivez la question, ou videz la ligne."),
  url: optionalUrlSchema,
});

const fields = z.object({
  title: titleSchema,
  summary: textSchema(400, "Résumez en 400 caractères au plus."),
  pitch: textSchema(5000, "Écrivez 5 000 caractères au plus."),
  body: textSchema(40_000, "Ce texte est trop long\u202f: 40 000 caractères au plus."),
  language: languageSchema,
  licenceExpression: z
    .string("Indiquez la licence, par exemple CC-BY-SA-4.0.")
    .trim()
    .max(200)
    .transform((typed, context): string => {
      const canonical = normaliseLicence(typed);
      const { status } = describeLicence(canonical);
      if (canonical !== null && status !== "unknown" && status !== "missing") return canonical;
      context.addIssue({
        code: "custom",
        message:
          "Cette licence n’est pas connue. Écrivez son nom SPDX, par exemple CC-BY-SA-4.0 ou CC0-1.0.",
      });
      return z.NEVER;
    }),
  durationSeconds: moment("").optional().transform(orNull),
  seriesId: choice("Choisissez une série de la liste."),
  episode: whole(1, 9999, "Indiquez le numéro de l’épisode."),
  ownerId: choice("Choisissez quelqu’un de la liste."),
  dueOn: day,
  refreshOn: day,
  posterId: choice("Choisissez une image de la liste."),
  chapters: z.array(chapterSchema).max(mostRows),
  steps: z.array(stepSchema).max(mostRows),
  images: imagesSchema,
  places: z.array(placeSchema).max(mostRows),
  activities: z
    .array(z.object({ id: z.uuid("Choisissez une activité de la liste.") }))
    .max(mostRows),
  resources: z
    .array(z.object({ id: z.uuid("Choisissez une ressource de la liste.") }))
    .max(mostRows),
  questions: z.array(questionSchema).max(mostRows),
});

const checked = z.superRefine<z.output<typeof fields>>(
  ({ chapters, places, episode, seriesId }, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    chapters.forEach(({ startSeconds }, index) => {
      if (index > 0 && startSeconds <= (chapters[index - 1]?.startSeconds ?? 0)) {
        complain(
          ["chapters", index, "startSeconds"],
          "Ce chapitre commence avant le précédent\u202f: remettez-les dans l’ordre.",
        );
      }
    });
    places.forEach(({ url }, index) => {
      if (places.findIndex((other) => other.url === url) !== index) {
        complain(["places", index, "url"], "Cette adresse est déjà donnée plus haut.");
      }
    });
    if (episode !== null && seriesId === null) {
      complain(["episode"], "Un épisode a besoin d’une série\u202f: choisissez-la d’abord.");
    }
  },
);

const nest = (input: unknown) =>
  typeof input === "object" && input !== null ? nestRows({ ...input }, pieceRowLists) : input;

/** The form of a piece, with the version that it was made from. Times are typed as « 2:30 », and are seconds afterwards. */
export const editPieceSchema = z.preprocess(
  nest,
  fields.extend({ id: z.uuid(), version: versionSchema }).check(checked),
);
export type PieceInput = Omit<z.output<typeof editPieceSchema>, "id" | "version">;
