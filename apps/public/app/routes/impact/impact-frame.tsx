import { formatDate, typo } from "@essaim/ui/format";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { isPromised, promiseSentence } from "~/components/impact/sentences";
import { answerFrame } from "~/embed/document";
import { PromiseDrawing } from "~/embed/promise-drawing";
import { i18nAt } from "~/i18n/i18n";
import { findImpact } from "./impact.server";

/** Each promise of an organisation and what was done, for a frame of another site. */
export async function loader(args: LoaderFunctionArgs) {
  const i18n = i18nAt(new URL(args.request.url).pathname);
  const { t, locale, paths } = i18n;
  const { publicUrl } = args.context;
  const foot = { all: t("impact.embed.all"), credit: t("impact.embed.credit") };
  const impact = await findImpact(args);
  if (!impact) {
    const gone = { title: t("impact.listTitle"), all: publicUrl + paths.impacts, foot, locale };
    return answerFrame(args.request, {
      ...gone,
      body: <p>{t("impact.embed.gone")}</p>,
      status: 404,
    });
  }
  const { slug, organisation, releases } = impact;
  const title = t("impact.embed.label", { organisation: typo(organisation) });
  return answerFrame(args.request, {
    title,
    locale,
    all: publicUrl + paths.impact(slug),
    foot,
    body: releases.map(({ id, content }) => {
      const promised = content.figures.filter(isPromised);
      return (
        <section key={id}>
          <h2 lang={locale === "fr" ? undefined : "fr"}>{typo(content.header.grantTitle)}</h2>
          {promised.length === 0 ? (
            <p>{t("impact.noPromise")}</p>
          ) : (
            <>
              <PromiseDrawing promised={promised} cutOffOn={content.cutOffOn} />
              <ul>
                {promised.map((figure) => (
                  <li key={figure.key}>{promiseSentence(figure, content.cutOffOn, i18n)}</li>
                ))}
              </ul>
            </>
          )}
          <p>{t("impact.asOf", { day: formatDate(content.cutOffOn, locale) })}</p>
        </section>
      );
    }),
  });
}
