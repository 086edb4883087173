import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { answerText } from "~/data/answer.server";
import { i18nAt } from "~/i18n/i18n";

/**
 * A page of its own, to be shown in a frame of another site: no script, no cookie, links that open outside the frame.
 * @param all address of the same list in the directory
 */
export function answerFrame(
  request: Request,
  {
    title,
    all,
    body,
    status = 200,
  }: { title: string; all: string; body: ReactNode; status?: 200 | 400 },
): Response {
  const { t } = i18nAt("/");
  const html = renderToStaticMarkup(
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <base target="_blank" />
        <link rel="stylesheet" href="/embed.css" />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {body}
        </main>
        <footer>
          <a href={all}>{t("openData.embed.more")}</a>. {t("openData.embed.credit")}
        </footer>
      </body>
    </html>,
  );
  if (status === 400)
    return new Response(`<!doctype html>${html}`, {
      status,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    });
  return answerText(`<!doctype html>${html}`, { request, type: "text/html; charset=utf-8" });
}

/** Instead of what a frame would show, when its address asks for what the directory does not know. */
export function refuseFrame(
  request: Request,
  frame: { title: string; all: string },
  unknown: readonly string[],
): Response {
  const { t, list } = i18nAt("/");
  const body = <p>{t("openData.embed.unknown", { filters: list([...unknown]) })}</p>;
  return answerFrame(request, { ...frame, body, status: 400 });
}
