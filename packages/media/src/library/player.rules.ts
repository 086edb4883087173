import type { PublishedPiece } from "../piece/published-piece.schema.ts";

export const playerKeys = ["peertube", "fichier", "youtube"] as const;
/** As addresses name it: a player of PeerTube or YouTube in a frame, or the browser's own for a file. */
export type PlayerKey = (typeof playerKeys)[number];

export type Player = {
  key: PlayerKey;
  shown: "frame" | "audio" | "video";
  /** The site that is contacted when it is opened, and told so to the reader: « tube.exemple.fr ». */
  host: string;
  /** The same, as a Content-Security-Policy writes it. */
  origin: string;
  /** Where it is seen on its own site. */
  url: string;
  /** What the frame, or the element, loads; without a moment. */
  source: string;
};

type Place = PublishedPiece["places"][number];

/**
 * The players that a page can open, one of each key: PeerTube first, which follows nobody, then a file, then YouTube.
 * A place that is no video or audio we know how to play has none, and the file of a video that its own site plays is
 * for the players of podcasts.
 */
export function playersOf({ places }: Pick<PublishedPiece, "places">): Player[] {
  const players = places.flatMap((place) => framed(place) ?? played(place) ?? []);
  return playerKeys.flatMap((key) => players.find((player) => player.key === key) ?? []);
}

/** What a player loads to begin at a moment, in seconds from the beginning. */
export function sourceAt({ key, source }: Player, seconds: number): string {
  const second = Math.floor(seconds);
  if (second <= 0) return source;
  if (key === "fichier") return `${source}#t=${second}`;
  const url = new URL(source);
  url.searchParams.set("start", String(second));
  return url.href;
}

/**
 * An address whose origin is safe to write in a header, or null. Only https: a page read over https shows nothing else.
 * The host of an address may hold a semicolon, which ends a directive.
 */
function safeUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" && /^[a-z0-9.-]+(:\d+)?$/.test(url.host) ? url : null;
}

function framed({ platform, url: written }: Place): Player | null {
  const url = safeUrl(written);
  if (!url) return null;
  if (platform === "peertube") {
    // As PeerTube writes it: /w/…, and /videos/watch/… before its version 3.3. A playlist is no video.
    const id = /^\/(?:w|videos\/(?:watch|embed))\/([\w-]{8,64})$/.exec(url.pathname)?.[1];
    if (!id) return null;
    const source = new URL(`/videos/embed/${id}`, url);
    // Between viewers, addresses would be told from one to the other.
    source.searchParams.set("p2p", "0");
    return frame("peertube", url.href, source);
  }
  if (platform === "youtube") {
    const id = youtubeId(url);
    if (!id) return null;
    return frame("youtube", url.href, new URL(`https://www.youtube-nocookie.com/embed/${id}`));
  }
  return null;
}

const frame = (key: PlayerKey, url: string, source: URL): Player => ({
  key,
  shown: "frame",
  host: source.host,
  origin: source.origin,
  url,
  source: source.href,
});

/** @see https://developers.google.com/youtube/player_parameters for the address of the frame */
function youtubeId({ host, pathname, searchParams }: URL): string | null {
  const site = host.replace(/^(www|m|music)\./, "");
  const id =
    site === "youtu.be"
      ? pathname.slice(1)
      : site === "youtube.com" || site === "youtube-nocookie.com"
        ? (searchParams.get("v") ?? /^\/(?:embed|shorts|live)\/([^/]+)$/.exec(pathname)?.[1])
        : null;
  return id && /^[\w-]{11}$/.test(id) ? id : null;
}

function played({ url, file }: Place): Player | null {
  const [, shown] = /^(audio|video)\//.exec(file?.mediaType ?? "") ?? [];
  const source = file && safeUrl(file.url);
  if (!source || !shown) return null;
  // What is after « # » would begin elsewhere than asked.
  source.hash = "";
  return {
    key: "fichier",
    shown: shown as "audio" | "video",
    host: source.host,
    origin: source.origin,
    url,
    source: source.href,
  };
}
