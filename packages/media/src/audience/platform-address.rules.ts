/**
 * Where the public API of a PeerTube says what it knows of a video, from the address of its page: `/w/…`, `/videos/watch/…`
 * or `/videos/embed/…` (https://docs.joinpeertube.org/api-rest-reference.html#operation/getVideo).
 * @returns null for what is not the page of a video
 */
export function peertubeApiUrl(pageUrl: string): string | null {
  if (!URL.canParse(pageUrl)) return null;
  const { protocol, origin, pathname } = new URL(pageUrl);
  const id = /^\/(?:w|videos\/watch|videos\/embed)\/([A-Za-z0-9-]{1,40})\/?$/.exec(pathname)?.[1];
  return id && /^https?:$/.test(protocol) ? `${origin}/api/v1/videos/${id}` : null;
}

const youtubeHosts = /^(www\.|m\.|music\.)?(youtube\.com|youtube-nocookie\.com)$/;

/** The eleven characters by which YouTube knows a video, from any of its addresses; null elsewhere. */
export function youtubeId(pageUrl: string): string | null {
  if (!URL.canParse(pageUrl)) return null;
  const { hostname, pathname, searchParams } = new URL(pageUrl);
  const [first = "", second = ""] = pathname.split("/").filter(Boolean);
  const id =
    hostname === "youtu.be"
      ? first
      : youtubeHosts.test(hostname)
        ? first === "watch"
          ? searchParams.get("v")
          : ["shorts", "embed", "live", "v"].includes(first)
            ? second
            : null
        : null;
  return id && /^[A-Za-z0-9_-]{11}$/.test(id) ? id : null;
}

/** An address as it is compared: without its scheme, `www.`, its end or where it was found. */
export function addressKey(url: string): string | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  const { hostname, pathname, searchParams } = new URL(url);
  for (const name of [...searchParams.keys()]) {
    if (/^utm_|^(fbclid|gclid|si|feature|t|start)$/.test(name)) searchParams.delete(name);
  }
  searchParams.sort();
  const query = searchParams.size > 0 ? `?${searchParams}` : "";
  return `${hostname.replace(/^www\./, "")}${pathname.replace(/\/+$/, "")}${query}`;
}
