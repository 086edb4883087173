import { searchLibrary } from "@essaim/media/library/library.queries";
import type { LibraryPage } from "@essaim/media/library/library.schema";
import { type FoundSheet, searchSheets } from "@essaim/media/sheet/sheet-search.queries";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListPage } from "~/components/list-page";
import { PieceList } from "~/components/media/piece-list";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { loadList } from "~/list.server";
import { listMeta } from "~/list-meta";
import { FoundSheets } from "./sheets/found-sheets";

/** Pieces of the media, then sheets, that a search shows after the records. */
const mostPieces = 3;
const mostSheets = 5;

export async function loader(args: LoaderFunctionArgs) {
  const list = await loadList(args, "all");
  const { execute, actor } = args.context;
  const { q } = list.asked;
  const found = q
    ? await execute(actor, searchLibrary, { q, page: 1, limit: mostPieces })
    : { pieces: [], count: 0 };
  const sheets = await execute(actor, searchSheets, { q: q ?? "", page: 1, limit: mostSheets });
  return { ...list, library: found, sheets };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return listMeta(args, { title: t("search.title"), description: t("site.description") });
};

export default function SearchPage() {
  const { t } = useI18n();
  const data = useLoaderData<typeof loader>();
  const { q } = data.asked;
  return (
    <>
      <ListPage
        data={data}
        title={q ? t("search.heading", { q }) : t("search.title")}
        label={t("search.label")}
      />
      {q && <FoundPieces q={q} {...data.library} />}
      {q && <SheetsFound q={q} {...data.sheets} />}
    </>
  );
}

/** What the media says of it, down to the second. Nothing where it says nothing. */
function FoundPieces({ q, pieces, count }: LibraryPage & { q: string }) {
  const { t, paths } = useI18n();
  if (count === 0) return null;
  return (
    <section
      aria-labelledby="mediatheque"
      className="flex flex-col gap-4 border-t-2 border-ink pt-4"
    >
      <h2 id="mediatheque">{t("media.inLibrary")}</h2>
      <PieceList pieces={pieces} q={q} />
      {count > pieces.length && (
        <p>
          <a href={paths.library({ q })}>{t("media.all", { count })}</a>
        </p>
      )}
    </section>
  );
}

/** The sheets that say it. Nothing where none does. */
function SheetsFound({
  q,
  sheets,
  count,
}: {
  q: string;
  sheets: readonly FoundSheet[];
  count: number;
}) {
  const { t, paths } = useI18n();
  if (count === 0) return null;
  return (
    <section aria-labelledby="fiches" className="flex flex-col gap-4 border-t-2 border-ink pt-4">
      <h2 id="fiches">{t("sheets.inSheets")}</h2>
      <FoundSheets sheets={sheets} />
      {count > sheets.length && (
        <p>
          <a href={paths.foundSheets(q)}>{t("sheets.allFound", { count })}</a>
        </p>
      )}
    </section>
  );
}
