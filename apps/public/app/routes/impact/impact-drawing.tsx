import { PAGE } from "@essaim/ui/drawn";
import { formatDate, typo } from "@essaim/ui/format";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { PromiseBars } from "~/components/impact/promises";
import { isPromised } from "~/components/impact/sentences";
import { answerText } from "~/data/answer.server";
import { imageOf } from "~/embed/image";
import { i18nAt } from "~/i18n/i18n";
import { loadImpact } from "./impact.server";

/** The promises of the grant that began last and what was done of them, as an image for other sites. */
export async function loader(args: LoaderFunctionArgs) {
  const { pathname } = new URL(args.request.url);
  const { t, locale } = i18nAt(pathname);
  const { organisation, releases } = await loadImpact(args);
  const told = releases.find(({ content }) => content.figures.some(isPromised)) ?? releases[0];
  if (!told) throw new Response(null, { status: 404 });
  const { header, figures, cutOffOn } = told.content;
  const svg = imageOf(
    <PromiseBars
      figures={figures.filter(isPromised)}
      title={t("impact.share")}
      cutOffOn={cutOffOn}
      width={PAGE}
    />,
    {
      title: t("impact.embed.label", { organisation: typo(organisation) }),
      source: [
        `${typo(header.grantTitle)}.`,
        t("impact.asOf", { day: formatDate(cutOffOn, locale) }),
        `${t("impact.embed.credit")}.`,
      ].join(" "),
      locale,
      isDark: pathname.endsWith("-sombre.svg"),
    },
  );
  return answerText(svg, { request: args.request, type: "image/svg+xml; charset=utf-8" });
}
