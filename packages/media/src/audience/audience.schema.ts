import { countFromText } from "@essaim/territory/text/written-count.schema";
import { monthFromText } from "@essaim/territory/text/written-month.schema";
import { z } from "zod";
import { platformLabels, platforms } from "../piece/published-piece.schema.ts";

/** Where a piece has an audience: the platforms, and the pages of Essaim itself. */
export const audiencePlatforms = [...platforms, "essaim"] as const;
export type AudiencePlatform = (typeof audiencePlatforms)[number];

export const audiencePlatformLabels: Record<AudiencePlatform, string> = {
  peertube: platformLabels.peertube.fr,
  youtube: platformLabels.youtube.fr,
  podcast: platformLabels.podcast.fr,
  wiki: platformLabels.wiki.fr,
  blog: platformLabels.blog.fr,
  other: platformLabels.other.fr,
  essaim: "Essaim",
};

/** Who says how much a piece was seen, heard or read. The last two are machines. */
export const origins = ["manual", "youtube_csv", "csv", "peertube_api", "own_counter"] as const;
export type Origin = (typeof origins)[number];

export const originLabels: Record<Origin, string> = {
  manual: "Saisie à la main",
  youtube_csv: "Export de YouTube Studio",
  csv: "Tableur importé",
  peertube_api: "Lu sur PeerTube",
  own_counter: "Compteur d’Essaim",
};

export const audienceIndicators = ["video_views", "text_audio_visits"] as const;
export type AudienceIndicator = (typeof audienceIndicators)[number];

const evidenceSchema = z
  .string({ error: "Notez la preuve\u202f: où et comment retrouver ce chiffre." })
  .trim()
  .min(1, "Notez la preuve\u202f: où et comment retrouver ce chiffre.")
  .max(1000, "Écrivez au plus 1\u202f000 caractères.");

/** Platforms that are a word for many: what each service says of a piece is a source of its own. */
export const platformsOfServices: readonly AudiencePlatform[] = [
  "podcast",
  "wiki",
  "blog",
  "other",
];

const LONGEST_SERVICE = 80;

/** The service of a figure, where its platform is a word for many; empty elsewhere. */
export const serviceSchema = z.string().trim().default("");

/** Refuses the name of a service that is missing or too long, and leaves out one that is not wanted. */
export function withService<Input extends { platform: AudiencePlatform; service: string }>(
  input: Input,
  context: z.RefinementCtx,
): Input {
  if (!platformsOfServices.includes(input.platform)) return { ...input, service: "" };
  const refuse = (message: string) =>
    context.addIssue({ code: "custom", path: ["service"], message });
  if (!/[\p{L}\p{N}]/u.test(input.service)) {
    refuse("Dites de quel service ou de quel site il s’agit, par exemple Ausha ou le nom du blog.");
  } else if (input.service.length > LONGEST_SERVICE) {
    refuse(`Écrivez au plus ${LONGEST_SERVICE} caractères.`);
  }
  return input;
}

export const reasonSchema = z
  .string({ error: "Dites pourquoi, pour qui relira ce chiffre." })
  .trim()
  .min(1, "Dites pourquoi, pour qui relira ce chiffre.")
  .max(1000, "Écrivez au plus 1\u202f000 caractères.");

/** What somebody says of a piece, a platform and a month. */
export const enterAudienceSchema = z
  .object({
    pieceId: z.uuid({ error: "Choisissez le contenu." }),
    platform: z.enum(platforms, { error: "Choisissez la plateforme." }),
    service: serviceSchema,
    /** 'YYYY-MM-01' */
    month: monthFromText,
    value: z
      .string({ error: "Indiquez le chiffre. S’il n’y a rien eu ce mois-là, écrivez 0." })
      .pipe(countFromText),
    evidence: evidenceSchema,
  })
  .transform(withService);

export const setAsideSchema = z.object({ because: reasonSchema });

/** Of a whole platform and month: the total declared by hand, or the sum of the pieces. */
export const chooseSideSchema = z.object({
  indicatorKey: z.enum(audienceIndicators),
  platform: z.enum(audiencePlatforms),
  month: z.iso.date(),
  side: z.enum(["pieces", "total"], { error: "Choisissez ce qui compte." }),
  because: reasonSchema,
});
