import type { Talk } from "@essaim/media/forum/topic.schema";
import { formatDate } from "@essaim/ui/format";
import { hostOf } from "~/components/web-links";
import { useI18n } from "~/i18n/i18n";

/**
 * What nobody knows yet, where people talk about it, and what was last read there.
 * @param talks by the address of a question; nothing is asked of the forum by this page
 * @param lang of the questions, when it is not that of the page; `say` writes them as that language does
 */
export function OpenQuestions({
  title,
  questions,
  talks = {},
  lang,
  say,
}: {
  title: string;
  questions: readonly { text: string; url: string | null }[];
  talks?: Readonly<Record<string, Talk>>;
  lang: string | undefined;
  say: (text: string) => string;
}) {
  const { t } = useI18n();
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="questions" className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 id="questions">{title}</h2>
      <ul className="flex max-w-measure list-disc flex-col gap-2 pl-5">
        {questions.map(({ text, url }) => (
          <li key={`${text} ${url}`}>
            <span lang={lang}>{say(text)}</span>
            {url && (
              <span className="block text-sm">
                <a rel="noopener" href={url} className="print-address">
                  {t("activity.discuss")}
                </a>{" "}
                <span className="text-muted">{hostOf(url)}</span>
                <Told talk={Object.hasOwn(talks, url) ? talks[url] : undefined} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** « 3 réponses au 12 mars 2026 », and whether one of them settled it. */
function Told({ talk }: { talk: Talk | undefined }) {
  const { t, locale } = useI18n();
  if (!talk) return null;
  const { answers, isClosed, isSolved, readOn } = talk;
  return (
    <span className="block text-muted">
      {t("activity.answers", { count: answers, date: formatDate(readOn, locale) })}
      {isSolved ? ` · ${t("activity.solved")}` : isClosed && ` · ${t("activity.closed")}`}
    </span>
  );
}
