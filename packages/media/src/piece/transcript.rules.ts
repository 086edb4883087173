import type { PublishedPiece } from "./published-piece.schema.ts";
import type { Cue } from "./subtitle.rules.ts";
import { formatSeconds, parseSeconds } from "./time.rules.ts";

export type Segment = PublishedPiece["transcript"][number];

/** Characters that a transcript may hold: eight hours of speech. */
export const longestTranscript = 500_000;

/** A silence, in seconds, after which what is said next is another paragraph. */
const longSilence = 2.5;
/** Characters after which a paragraph ends with its sentence. */
const longParagraph = 500;

/** Paragraphs from subtitles: a new one for another voice, after a silence, or once it is long and its sentence ends. */
export function transcriptFromCues(cues: readonly Cue[]): Segment[] {
  const segments: Segment[] = [];
  let last: { segment: Segment; endSeconds: number } | undefined;
  for (const cue of cues) {
    if (!cue.text) continue;
    const goesOn =
      last &&
      last.segment.speaker === cue.speaker &&
      cue.startSeconds - last.endSeconds < longSilence &&
      !(last.segment.text.length > longParagraph && /[.!?…»]$/u.test(last.segment.text));
    if (last && goesOn) {
      last.segment.text += ` ${cue.text}`;
      last.endSeconds = cue.endSeconds;
      continue;
    }
    const segment = { startSeconds: cue.startSeconds, speaker: cue.speaker, text: cue.text };
    segments.push(segment);
    last = { segment, endSeconds: cue.endSeconds };
  }
  return segments;
}

/** Who speaks, and from when: « [Nadia 1:02] », « [Nadia] », « [1:02] »; empty before a text that begins with a bracket. */
const heading = /^\[([^[\]\n]{0,120})\][ \t]*/;

/**
 * A transcript as it is typed: a paragraph by line or, when the text has empty lines, between two of them; each may begin
 * with who speaks and from when, between brackets.
 */
export function parseTranscript(typed: string): Segment[] {
  const text = typed.replace(/\r\n?/g, "\n");
  const paragraphs = text.split(/\n[ \t]*\n/.test(text) ? /\n[ \t]*\n/ : "\n");
  return paragraphs.flatMap((paragraph) => {
    const said = paragraph.trim();
    const [written = "", inside = ""] = heading.exec(said) ?? [];
    const line = said.slice(written.length).replace(/\s+/gu, " ").trim();
    return line ? [{ ...headingOf(inside), text: line }] : [];
  });
}

function headingOf(inside: string): Pick<Segment, "startSeconds" | "speaker"> {
  const parts = inside.trim().split(/\s+/u);
  const startSeconds = parseSeconds(parts.at(-1) ?? "");
  const names = startSeconds === null ? parts : parts.slice(0, -1);
  return { startSeconds, speaker: names.join(" ") };
}

/** The same, to be typed over: what `parseTranscript` reads back, to the second. */
export function formatTranscript(segments: readonly Segment[]): string {
  return segments
    .map(({ startSeconds, speaker, text }) => {
      const parts = [speaker, startSeconds === null ? "" : formatSeconds(startSeconds)];
      const inside = parts.filter(Boolean).join(" ");
      return inside || text.startsWith("[") ? `[${inside}] ${text}` : text;
    })
    .join("\n\n");
}
