import type { LibrarySearch } from "@essaim/media/library/library.schema";
import type { PlayerKey } from "@essaim/media/library/player.rules";

/** What the address of the library can say; French in every language, as those of the other lists. */
export const libraryParameters = {
  q: "q",
  kind: "nature",
  series: "serie",
  language: "langue",
  page: "page",
} as const satisfies Record<Exclude<keyof LibrarySearch, "limit">, string>;

export function libraryQueryString(query: Partial<LibrarySearch>): string {
  const address = new URLSearchParams();
  for (const [name, parameter] of Object.entries(libraryParameters)) {
    const value = query[name as keyof typeof libraryParameters];
    if (value && !(name === "page" && value === 1)) address.set(parameter, String(value));
  }
  const text = address.toString();
  return text && `?${text}`;
}

/** What the address of a piece can say. */
export const pieceParameters = { player: "lecture", t: "t", q: "q" } as const;
export type PieceQuery = {
  player?: PlayerKey;
  /** Seconds from the beginning. */
  t?: number | null;
  /** What is looked for in what is said. */
  q?: string;
};

/** With the part of the page that it opens at. */
export function pieceQueryString({ player, t, q }: PieceQuery): string {
  const address = new URLSearchParams();
  if (player) address.set(pieceParameters.player, player);
  if (player && t && t >= 1) address.set(pieceParameters.t, String(Math.floor(t)));
  if (q) address.set(pieceParameters.q, q);
  const text = address.toString();
  return text && `?${text}#${player ? "lecteur" : "transcription"}`;
}
