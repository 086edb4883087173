import type { PublishedPiece } from "../piece/published-piece.schema.ts";
import { formatSeconds } from "../piece/time.rules.ts";

/**
 * All that is said, as a text that stands by itself: the title, then a line for each part, with its moment and who
 * speaks where they are known.
 */
export function transcriptText({
  title,
  transcript,
}: Pick<PublishedPiece, "title" | "transcript">): string {
  const lines = transcript.map(({ startSeconds, speaker, text }) => {
    const moment = startSeconds === null ? "" : `[${formatSeconds(startSeconds)}] `;
    return `${moment}${speaker && `${speaker} : `}${text}`;
  });
  return `${[title, ...lines].join("\n\n")}\n`;
}
