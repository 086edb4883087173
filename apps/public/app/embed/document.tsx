import { type Locale, LocaleProvider } from "@essaim/ui/locale";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { answerText } from "~/data/answer.server";
import { i18nIn } from "~/i18n/i18n";

/**
 * A page of its own, to be shown in a frame of another site: no script, no cookie, links that open outside the frame.
 * @param all address of the same in the directory
 * @param foot what leads there, and the licence, where it is no list
 */
export function answerFrame(
  request: Request,
  {
    title,
    all,
    body,
    foot,
    locale = "fr",
    status = 200,
  }: {
    title: string;
    all: string;
    body: ReactNode;
    foot?: { all: string; credit: string };
    locale?: Locale;
    status?: 200 | 400 | 404;
  },
): Response {
  const { t } = i18nIn(locale);
  const html = renderToStaticMarkup(
    <html lang={locale}>
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
          <LocaleProvider locale={locale}>{body}</LocaleProvider>
        </main>
        <footer>
          <a href={all}>{foot?.all ?? t("openData.embed.more")}</a>.{" "}
          {foot?.credit ?? t("openData.embed.credit")}
        </footer>
      </body>
    </html>,
  );
  if (status !== 200)
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
  const { t, list } = i18nIn("fr");
  const body = <p>{t("openData.embed.unknown", { filters: list([...unknown]) })}</p>;
  return answerFrame(request, { ...frame, body, status: 400 });
}
