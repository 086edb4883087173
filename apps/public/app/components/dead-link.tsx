import { formatDate } from "@essaim/ui/format";
import { createContext, useContext } from "react";
import { useI18n } from "~/i18n/i18n";

/** Since when the links of the page being rendered are dead, by address. */
const DeadLinks = createContext<Readonly<Record<string, string>>>({});

export const DeadLinksProvider = DeadLinks.Provider;

/** After a link that has not answered for three days: since when. Nothing after the others. */
export function DeadLink({ url }: { url: string }) {
  const { t, locale } = useI18n();
  const links = useContext(DeadLinks);
  const since = Object.hasOwn(links, url) ? links[url] : undefined;
  if (!since) return null;
  return (
    <span className="text-sm text-warning">
      {" "}
      ({t("history.deadLink", { date: formatDate(since, locale) })})
    </span>
  );
}

/** At the foot of a record: the dead links of its texts, where nothing can be said beside them. */
export function OtherDeadLinks({ beside }: { beside: readonly (string | null)[] }) {
  const { t } = useI18n();
  const others = Object.keys(useContext(DeadLinks)).filter((url) => !beside.includes(url));
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="liens-morts" className="flex flex-col gap-2 text-sm">
      <h2 id="liens-morts" className="text-base">
        {t("history.deadLinks")}
      </h2>
      <ul className="list-disc pl-5">
        {others.map((url) => (
          <li key={url} className="break-all">
            {url}
            <DeadLink url={url} />
          </li>
        ))}
      </ul>
    </section>
  );
}
