import { typo } from "@essaim/ui/format";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerFrame, refuseFrame } from "~/embed/document";
import { i18nAt } from "~/i18n/i18n";
import { loadList, unknownFilters } from "~/list.server";

/** The activities that answer a search, for a frame of another site. */
export async function loader(args: LoaderFunctionArgs) {
  const { t, paths, list } = i18nAt("/");
  const { publicUrl } = args.context;
  const unknown = unknownFilters(args.request);
  if (unknown.length > 0) {
    const frame = {
      title: t("openData.embed.listLabel"),
      all: `${publicUrl}${paths.activities()}`,
    };
    return refuseFrame(args.request, frame, unknown);
  }
  const { asked, result } = await loadList(args, "activity");
  const name = (parts: { text: string }[]) => typo(parts.map(({ text }) => text).join(""));
  return answerFrame(args.request, {
    title: t("openData.embed.listLabel"),
    all: `${publicUrl}${paths.activities(asked)}`,
    body:
      result.results.length === 0 ? (
        <p>{t("openData.embed.none")}</p>
      ) : (
        <ul>
          {result.results.map((found) => (
            <li key={found.slug}>
              <a href={`${publicUrl}${paths.activity(found.slug)}`}>{name(found.title)}</a>
              <p>{name(found.summary)}</p>
              {found.kind === "activity" && found.places.length > 0 && (
                <p>{list(found.places.map((place) => place.name))}</p>
              )}
            </li>
          ))}
        </ul>
      ),
  });
}
