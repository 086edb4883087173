/// <reference path="./webvtt-parser.d.ts" />
import { decodeText } from "@essaim/territory/text/encoding";
import library from "webvtt-parser";

/** Largest file of subtitles, in bytes: eight hours of speech hold in it. */
export const largestSubtitles = 480 * 1024;

/** One cue, in seconds; `speaker` is that of its voice tag, or empty. */
export type Cue = { startSeconds: number; endSeconds: number; speaker: string; text: string };

/** Subtitles that a player will read; otherwise one sentence, that names the line. */
export type ReadSubtitles = { ok: true; vtt: string; cues: Cue[] } | { ok: false; message: string };

const srtTimes = /^\s*(\d{1,3}:)?\d{1,2}:\d{2},\d{3}\s*-->/m;

/**
 * Reads a file of subtitles, WebVTT or SubRip (which becomes WebVTT), in whatever encoding. The validator is the W3C's
 * (https://www.w3.org/TR/webvtt1/). What players forgive inside a text, an ampersand or a colour, is left as it is.
 */
export function readSubtitles(bytes: Uint8Array): ReadSubtitles {
  if (bytes.length > largestSubtitles) {
    return refuse("Ce fichier est trop grand pour des sous-titres\u202f: 480 Ko au plus.");
  }
  const decoded = decodeText(bytes)
    .text.replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n");
  const unread = lineOf(decoded, /[\ufffd\0]/);
  if (unread) {
    return refuse(
      `Ligne ${unread}\u202f: des lettres sont illisibles. Enregistrez le fichier en UTF-8, puis envoyez-le de nouveau.`,
    );
  }
  const isSrt = !decoded.startsWith("WEBVTT") && srtTimes.test(decoded);
  const vtt = `${(isSrt ? fromSrt(decoded) : decoded).trimEnd()}\n`;
  // Two lines come before the text of a SubRip file.
  const added = isSrt ? 2 : 0;
  const { cues, errors } = new library.WebVTTParser().parse(vtt, "subtitles");
  for (const { message, line } of errors) {
    const said = sentences.find(([pattern]) => pattern.test(message))?.[1];
    if (said) return refuse(line > added ? `Ligne ${line - added}\u202f: ${said}` : said);
  }
  const read = cues.map(({ startTime, endTime, tree }) => ({
    startSeconds: startTime,
    endSeconds: endTime,
    speaker: speakerOf(tree.children),
    text: textOf(tree.children).replace(/\s+/gu, " ").trim(),
  }));
  if (!read.some((cue) => cue.text)) return refuse("Ce fichier ne contient aucun sous-titre.");
  return { ok: true, vtt, cues: read };
}

const refuse = (message: string) => ({ ok: false as const, message });

/** What the validator says of times and of the shape of the file, in French. It says more of texts, which players forgive. */
const sentences: readonly [RegExp, string][] = [
  [
    /signature/,
    "le fichier doit commencer par «\u202fWEBVTT\u202f», puis une ligne vide, ou être un fichier SRT.",
  ],
  [
    /Start timestamp is not greater/,
    "ce sous-titre commence avant le précédent. Remettez-les dans l’ordre.",
  ],
  [/End timestamp is not greater/, "ce sous-titre finit avant d’avoir commencé."],
  [/Blank line missing/, "il manque une ligne vide avant ce sous-titre."],
  [
    /identifier/,
    "on attend ici les temps d’un sous-titre, par exemple 00:00:01.000 --> 00:00:04.000.",
  ],
  [
    /imestamp|time unit|two digits|minutes|seconds|separator|-->/,
    "ces temps ne se lisent pas. Écrivez-les comme 00:00:01.000 --> 00:00:04.000.",
  ],
  [/comment|[Ss]tyle block/, "cette note ou ce style n’est pas à sa place."],
];

/** SubRip writes a comma where WebVTT has a point, and has no heading. */
const fromSrt = (text: string) =>
  `WEBVTT\n\n${text.replace(
    /^(.*?\d{2}),(\d{3}\s*-->.*?\d{2}),(\d{3})/gm,
    (_, before: string, between: string, after: string) => `${before}.${between}.${after}`,
  )}`;

/** The line, from 1, of the first match; null without any. */
function lineOf(text: string, pattern: RegExp): number | null {
  const at = text.search(pattern);
  return at < 0 ? null : text.slice(0, at).split("\n").length;
}

type Nodes = { type: string; name?: string; value?: string; children?: Nodes }[];

const textOf = (nodes: Nodes): string =>
  nodes
    .map((node) => (node.type === "text" ? (node.value ?? "") : textOf(node.children ?? [])))
    .join("");

function speakerOf(nodes: Nodes): string {
  for (const node of nodes) {
    if (node.type === "object" && node.name === "v")
      return (node.value ?? "").replace(/[[\]\s]+/gu, " ").trim();
    const inner = speakerOf(node.children ?? []);
    if (inner) return inner;
  }
  return "";
}
