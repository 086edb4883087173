import type { Player } from "@essaim/media/library/player.rules";
import type { PieceView } from "@essaim/media/library/published-piece.queries";
import type { PieceKind } from "@essaim/media/piece/published-piece.schema";
import { licenceAddress, plainText, type Thing } from "./json-ld";

const types: Record<PieceKind, string> = {
  video: "VideoObject",
  audio: "AudioObject",
  article: "Article",
  tutorial: "HowTo",
  testimony: "Article",
};

/**
 * A piece of the media as schema.org calls its kind. What is not known is left out.
 * @param address of its page
 */
export function pieceThing(piece: PieceView, players: readonly Player[], address: string): Thing {
  const { kind, title, summary, language, durationSeconds, credits, organisation, steps } = piece;
  const authors = credits.filter(({ role }) => role === "author");
  const framed = players.find(({ shown }) => shown === "frame");
  const file = piece.places.flatMap((place) => place.file ?? [])[0];
  const isRecorded = kind === "video" || kind === "audio";
  return {
    "@type": types[kind],
    ...(isRecorded || kind === "tutorial" ? { name: title } : { headline: title }),
    description: summary,
    url: address,
    inLanguage: language,
    license: licenceAddress({ expression: piece.licenceExpression }),
    datePublished: piece.publishedAt.toISOString(),
    dateModified: piece.changedAt.toISOString(),
    publisher: {
      "@type": "Organization",
      name: organisation.name,
      ...(organisation.websiteUrl && { url: organisation.websiteUrl }),
    },
    ...(authors.length > 0 && {
      author: authors.map(({ name }) => ({ "@type": "Person", name })),
    }),
    ...(isRecorded && {
      uploadDate: piece.publishedAt.toISOString(),
      ...(durationSeconds !== null && { duration: `PT${durationSeconds}S` }),
      ...(framed && { embedUrl: framed.source }),
      ...(file && { contentUrl: file.url, encodingFormat: file.mediaType }),
    }),
    ...(kind === "tutorial" &&
      steps.length > 0 && {
        step: steps.map((step, at) => ({
          "@type": "HowToStep",
          position: at + 1,
          name: step.title,
          text: plainText(step.text),
        })),
      }),
    ...(piece.series && {
      isPartOf: { "@type": "CreativeWorkSeries", name: piece.series.title },
    }),
  };
}
