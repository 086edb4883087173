import type { PublishedExperience } from "@essaim/directory/community/experience.queries";
import { ANSWER_DAYS, responseRate } from "@essaim/directory/community/relay.rules";
import { typo } from "@essaim/ui/format";
import { useContentLang } from "~/components/french";
import { useI18n } from "~/i18n/i18n";

/** What those who did it say of it, and how to write to them. */
export function Experiences({
  slug,
  experiences,
}: {
  slug: string;
  experiences: readonly PublishedExperience[];
}) {
  const { t, paths } = useI18n();
  return (
    <section
      aria-labelledby="experiences"
      className="flex flex-col gap-4 border-t border-line pt-6"
    >
      <h2 id="experiences">{t("community.experiences.title")}</h2>
      {experiences.length === 0 ? (
        <p className="text-muted">{t("community.experiences.none")}</p>
      ) : (
        <ul className="flex flex-col">
          {experiences.map((experience) => (
            <Experience key={experience.id} experience={experience} />
          ))}
        </ul>
      )}
      <p className="print:hidden">
        <a href={paths.proposeExperience(slug)}>{t("community.takePart.tell")}</a>
      </p>
    </section>
  );
}

function Experience({ experience }: { experience: PublishedExperience }) {
  const { t } = useI18n();
  const lang = useContentLang();
  const { commune, sinceYear } = experience;
  const place = [
    commune?.name,
    sinceYear !== null && t("community.experiences.since", { year: sinceYear }),
  ].filter(Boolean);
  return (
    <li
      id={`experience-${experience.id}`}
      className="flex flex-col gap-3 border-t border-line py-5 first:border-0 first:pt-0 print:break-inside-avoid"
    >
      <h3>
        {experience.displayName}
        {place.length > 0 && <span className="font-normal text-muted"> ({place.join(", ")})</span>}
      </h3>
      <div className="grid gap-x-10 gap-y-3 md:grid-cols-2">
        <Told title={t("community.experiences.worked")} text={experience.worked} lang={lang} />
        {experience.didNot && (
          <Told title={t("community.experiences.didNot")} text={experience.didNot} lang={lang} />
        )}
      </div>
      <Contact experience={experience} />
    </li>
  );
}

function Told({ title, text, lang }: { title: string; text: string; lang: "fr" | undefined }) {
  return (
    <div className="flex flex-col gap-0.5">
      <h4 className="text-sm text-muted">{title}</h4>
      <p lang={lang} className="max-w-measure whitespace-pre-line">
        {typo(text)}
      </p>
    </div>
  );
}

function Contact({ experience }: { experience: PublishedExperience }) {
  const { t, paths } = useI18n();
  if (experience.contact === "none") return null;
  if (experience.contact === "closed")
    return <p className="text-sm text-muted">{t("community.experiences.closed")}</p>;
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 print:hidden">
      <a href={paths.contact(experience.id)}>
        {t("community.experiences.contact", { name: experience.displayName })}
      </a>
      <span className="text-sm text-muted">
        <ResponseRate requests={experience.requests} />
      </span>
    </p>
  );
}

/** How often somebody answered in time, once enough requests say so. */
export function ResponseRate({ requests }: { requests: PublishedExperience["requests"] }) {
  const { t } = useI18n();
  if (responseRate(requests) === null) return <>{t("community.experiences.noRate")}</>;
  return (
    <>
      {t("community.experiences.rate", {
        count: requests.due,
        answered: requests.answered,
        days: ANSWER_DAYS,
      })}
    </>
  );
}
