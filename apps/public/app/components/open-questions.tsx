import { hostOf } from "~/components/web-links";
import { useI18n } from "~/i18n/i18n";

/**
 * What nobody knows yet, and where people talk about it.
 * @param lang of the questions, when it is not that of the page; `say` writes them as that language does
 */
export function OpenQuestions({
  title,
  questions,
  lang,
  say,
}: {
  title: string;
  questions: readonly { text: string; url: string | null }[];
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
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
