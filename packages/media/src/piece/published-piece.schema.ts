import type { Label } from "@essaim/directory/publication.schema";
import { z } from "zod";

export const pieceKinds = ["video", "audio", "article", "tutorial", "testimony"] as const;
export type PieceKind = (typeof pieceKinds)[number];

export const pieceKindLabels: Record<PieceKind, Label> = {
  video: { fr: "Vidéo", en: "Video" },
  audio: { fr: "Émission", en: "Audio" },
  article: { fr: "Article", en: "Article" },
  tutorial: { fr: "Tutoriel", en: "Tutorial" },
  testimony: { fr: "Témoignage", en: "Testimony" },
};

export const platforms = ["peertube", "youtube", "podcast", "wiki", "blog", "other"] as const;
export type Platform = (typeof platforms)[number];

export const platformLabels: Record<Platform, Label> = {
  peertube: { fr: "PeerTube", en: "PeerTube" },
  youtube: { fr: "YouTube", en: "YouTube" },
  podcast: { fr: "Podcast", en: "Podcast" },
  wiki: { fr: "Wiki", en: "Wiki" },
  blog: { fr: "Blog", en: "Blog" },
  other: { fr: "Ailleurs", en: "Elsewhere" },
};

export const creditRoles = [
  "author",
  "filmed",
  "voice",
  "camera",
  "editing",
  "music",
  "other",
] as const;
export type CreditRole = (typeof creditRoles)[number];

/** Seconds from the beginning. */
const secondsSchema = z.number().min(0);

/**
 * The document that a piece is once published: all that the public reads of it, and nothing else. Dates are
 * 'YYYY-MM-DD', texts Markdown where said.
 */
export const publishedPieceSchema = z.object({
  kind: z.enum(pieceKinds),
  title: z.string(),
  summary: z.string(),
  /** Markdown: the text of an article or a testimony, what is said beside a video, an audio or the steps of a tutorial. */
  body: z.string(),
  /** BCP 47. */
  language: z.string(),
  /** SPDX. */
  licenceExpression: z.string(),
  /** Of a video or an audio. */
  durationSeconds: z.number().int().positive().nullable(),
  /** Those who agreed in writing, and have not changed their mind since. */
  credits: z.array(z.object({ name: z.string(), role: z.enum(creditRoles) })),
  series: z
    .object({
      slug: z.string(),
      title: z.string(),
      episode: z.number().int().positive().nullable(),
    })
    .nullable(),
  chapters: z.array(z.object({ startSeconds: secondsSchema, title: z.string() })),
  /** WebVTT, checked. */
  subtitles: z.array(z.object({ language: z.string(), vtt: z.string() })),
  transcript: z.array(
    z.object({ startSeconds: secondsSchema.nullable(), speaker: z.string(), text: z.string() }),
  ),
  /** Of a tutorial. `text` is Markdown; images are of `images`. */
  steps: z.array(
    z.object({
      title: z.string(),
      text: z.string(),
      minutes: z.number().int().positive().nullable(),
      imageIds: z.array(z.uuid()),
    }),
  ),
  images: z.array(z.object({ id: z.uuid(), alt: z.string(), credit: z.string() })),
  /** The image that stands for the piece, of `images`. */
  posterId: z.uuid().nullable(),
  /** Where it is seen, heard or read, the preferred first. */
  places: z.array(
    z.object({
      platform: z.enum(platforms),
      url: z.url(),
      publishedOn: z.iso.date(),
      /** The file itself, for a podcast's players: its address, media type and bytes. */
      file: z
        .object({ url: z.url(), mediaType: z.string(), bytes: z.number().int().positive() })
        .nullable(),
    }),
  ),
  /** Records of the directory that it serves. */
  activityIds: z.array(z.uuid()),
  resourceIds: z.array(z.uuid()),
  /** Open questions it answers or asks, and where they are talked about. */
  questions: z.array(z.object({ text: z.string(), url: z.url().nullable() })),
});
export type PublishedPiece = z.output<typeof publishedPieceSchema>;
