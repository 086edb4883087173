import type { ReleaseContent } from "@essaim/impact/release/release.schema";
import { formatDate, formatPeriod, typo } from "@essaim/ui/format";
import { useContentLang } from "~/components/french";
import { useI18n } from "~/i18n/i18n";
import { Contributions } from "./contributions";
import { Hidden } from "./hidden";
import { Months } from "./months";
import { Part } from "./part";
import { People } from "./people";
import { Others, Promises } from "./promises";

/** What everybody may read of a grant: its last public release, promises first, whole once unfolded. */
export function ReleasedGrant({
  id,
  content,
  giving,
}: {
  id: string;
  content: ReleaseContent;
  giving: readonly { slug: string; title: string }[];
}) {
  const { t, locale } = useI18n();
  const lang = useContentLang();
  const { header, cutOffOn } = content;
  const facts = [
    { term: t("impact.facts.programme"), value: typo(header.programmeName), lang },
    { term: t("impact.facts.funder"), value: typo(header.funderName), lang },
    {
      term: t("impact.facts.period"),
      value: formatPeriod(header.startsOn, header.endsOn, locale),
    },
    { term: t("impact.facts.cutOff"), value: formatDate(cutOffOn, locale) },
  ];
  return (
    <section
      id={id}
      aria-labelledby={`${id}-titre`}
      className="flex flex-col gap-8 border-t-2 border-ink pt-4"
    >
      <div className="flex flex-col gap-3">
        <h2 id={`${id}-titre`} lang={lang} className="text-3xl">
          {typo(header.grantTitle)}
        </h2>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-4">
          {facts.map(({ term, value, lang: of }) => (
            <div key={term}>
              <dt className="text-sm text-muted">{term}</dt>
              <dd lang={of}>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <Promises content={content} />
      <div className="flex flex-col border-b border-line">
        <Programme content={content} />
        <Others content={content} />
        <People content={content} />
        <Months content={content} />
        <Contributions content={content} giving={giving} />
        <Hidden content={content} />
      </div>
    </section>
  );
}

/** What the grant pays for, in the words of the organisation. */
function Programme({ content: { header, actions } }: { content: ReleaseContent }) {
  const { t } = useI18n();
  const lang = useContentLang();
  const told = actions.filter(({ description }) => description);
  if (!header.programmeDescription && told.length === 0) return null;
  return (
    <Part title={t("impact.facts.programme")}>
      <div lang={lang} className="flex max-w-measure flex-col gap-4">
        {header.programmeDescription && <p>{typo(header.programmeDescription)}</p>}
        {told.map(({ id, name, description }) => (
          <div key={id}>
            <h4>{typo(name)}</h4>
            <p>{typo(description)}</p>
          </div>
        ))}
      </div>
    </Part>
  );
}
