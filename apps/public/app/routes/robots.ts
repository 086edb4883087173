/** Everything published may be read; results of a search need no index. */
export const loader = () =>
  new Response("User-agent: *\nDisallow: /*?q=\nDisallow: /*&q=\n", {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "public, max-age=3600",
    },
  });
