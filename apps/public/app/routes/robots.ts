import type { LoaderFunctionArgs } from "@remix-run/node";

/** Everything published may be read; results of a search and open players need no index. */
export const loader = ({ context }: LoaderFunctionArgs) =>
  new Response(
    `User-agent: *\nDisallow: /*?q=\nDisallow: /*&q=\nDisallow: /*?lecture=\nDisallow: /integrer/liste\nDisallow: /integrer/carte\n\nSitemap: ${context.publicUrl}/sitemap.xml\n`,
    {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "public, max-age=3600",
      },
    },
  );
