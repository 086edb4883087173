import { longestSearch, type Part } from "@essaim/directory/published.rules";
import { z } from "zod";
import { type PieceKind, pieceKinds } from "../piece/published-piece.schema.ts";
import type { PlayerKey } from "./player.rules.ts";

/** Pieces on one page of the library. */
export const libraryPageSize = 12;

/** Moments of one piece that a list shows. */
export const mostMoments = 3;

/** What the library can be asked. A series and a language that nothing has find nothing. */
export const librarySchema = z.object({
  q: z.string().trim().max(longestSearch).default(""),
  kind: z.enum(pieceKinds).optional(),
  /** Slug. */
  series: z.string().max(200).optional(),
  /** BCP 47. */
  language: z.string().max(40).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  limit: z.number().int().min(1).max(50).default(libraryPageSize),
});
export type LibrarySearch = z.output<typeof librarySchema>;

export type PieceSeries = { slug: string; title: string; episode: number | null };

/** A part of what is said, with the words that were looked for marked. */
export type Moment = {
  /** Its place in the transcript, from 0. */
  at: number;
  startSeconds: number | null;
  speaker: string;
  parts: Part[];
};

/** A piece in a list. */
export type PieceCard = {
  id: string;
  slug: string;
  kind: PieceKind;
  language: string;
  title: Part[];
  summary: Part[];
  durationSeconds: number | null;
  publishedAt: Date;
  series: PieceSeries | null;
  /** Where in what is said, when that answers a search: the best, in the order of time. */
  moments: Moment[];
  /** The player that its moments open; null when it has none. */
  player: PlayerKey | null;
};

export type LibraryPage = { pieces: PieceCard[]; count: number };

export type LibraryChoices = {
  kinds: PieceKind[];
  languages: string[];
  series: { slug: string; title: string }[];
};
