import type { ActivityRecord } from "@essaim/directory/activity.queries";
import {
  legalFormLabels,
  maturityLabels,
  maturityMeanings,
} from "@essaim/directory/activity.schema";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatCents, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Markdown } from "@essaim/ui/markdown";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import { Images, Links, WebLink } from "./content-parts";
import { English } from "./english";
import { LicenceStatusBadge } from "./licence-badge";
import { StatusBadge } from "./publication";
import { Reading } from "./reading";

type Shown = { activity: ActivityRecord };

/** What is translated, in French, by field. */
export const activityEnglishLabels = {
  title: "Titre",
  summary: "Résumé",
  description: "Description",
  requirements: "Ce qu’il faut",
  advantages: "Ce qui plaide pour",
  limits: "Ce qu’il faut savoir avant",
};

/** All that an activity says, in the order of its form. What is optional and empty is left out. */
export function ActivityContent({ activity }: Shown) {
  return (
    <>
      {activity.description && <Reading title="Description" text={activity.description} />}
      <Needs activity={activity} />
      <Steps activity={activity} />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <Reading title="Ce qui plaide pour" text={activity.advantages} />
        <Reading title="Ce qu’il faut savoir avant" text={activity.limits} />
      </div>
      <Income activity={activity} />
      <Resources activity={activity} />
      <Places activity={activity} />
      <Supporters activity={activity} />
      <Questions activity={activity} />
      <Links links={activity.links} />
      <Images images={activity.images} />
      <English texts={activity.english} labels={activityEnglishLabels} />
    </>
  );
}

const euros = (cents: number) => formatCents(cents, "fr", { cents: "auto" });

/** « de 3 à 5 mois »; null when nobody said. */
function range(
  least: number | null,
  most: number | null,
  say: (value: number) => string,
): string | null {
  if (least === null || most === null) return null;
  if (least === most) return say(most);
  return least === 0 ? `jusqu’à ${say(most)}` : `de ${formatted(least, say)} à ${say(most)}`;
}

/** The unit is said once, at the end of the range, but for euros. */
const formatted = (value: number, say: (value: number) => string) =>
  say === euros ? euros(value) : formatNumber(value);

function Needs({ activity }: Shown) {
  const { maturity, legalForms } = activity;
  return (
    <Section title="Pour commencer">
      <DescriptionList
        items={[
          {
            term: "Maturité",
            value:
              maturity && `${maturityLabels[maturity].fr}\u202f: ${maturityMeanings[maturity].fr}`,
          },
          {
            term: "Coût de démarrage",
            value: range(activity.startupCostMinCents, activity.startupCostMaxCents, euros),
          },
          {
            term: "Coût par mois",
            value: range(activity.monthlyCostMinCents, activity.monthlyCostMaxCents, euros),
          },
          {
            term: "Personnes",
            value: range(activity.peopleMin, activity.peopleMax, (count) =>
              plural(count, "personne", "personnes"),
            ),
          },
          {
            term: "Premier revenu",
            value: range(
              activity.firstIncomeMinMonths,
              activity.firstIncomeMaxMonths,
              (count) => `${formatNumber(count)}\u00a0mois`,
            ),
          },
          { term: "Lieu et place", value: activity.space },
          { term: "Compétences", value: activity.skills.join(", ") },
          {
            term: "Statuts possibles",
            value: legalForms.map((form) => legalFormLabels[form].fr).join(", "),
          },
        ]}
      />
      {activity.requirements && (
        <Reading title="Ce qu’il faut d’autre" text={activity.requirements} level={3} />
      )}
    </Section>
  );
}

function Steps({ activity: { steps } }: Shown) {
  if (steps.length === 0) return null;
  return (
    <Section title="Étape par étape">
      <ol className="-mt-2 flex flex-col divide-y divide-line">
        {steps.map(({ text, days, tools }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
          <li key={index} className="flex gap-4 py-3">
            <span className="figures w-6 shrink-0 text-right font-semibold text-muted">
              {index + 1}
            </span>
            <div className="flex min-w-0 flex-col gap-1">
              <Markdown level={2}>{text}</Markdown>
              {(days !== null || tools) && (
                <p className="text-sm text-muted">
                  {[
                    days !== null && plural(days, "jour", "jours"),
                    tools && `Outils\u202f: ${tools}`,
                  ]
                    .filter(Boolean)
                    .join(". ")}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Income({ activity: { income, figures } }: Shown) {
  if (!income && figures.length === 0) return null;
  return (
    <Section title="D’où vient le revenu">
      {income && <Markdown level={2}>{income}</Markdown>}
      {figures.length > 0 && (
        <Table
          caption="Exemples chiffrés"
          rows={figures}
          rowKey={(figure) => `${figure.label} ${figure.year} ${figure.cents}`}
          stack="sm"
          columns={[
            { key: "label", header: "De quoi", lead: true, cell: (figure) => figure.label },
            { key: "amount", header: "Montant", numeric: true, cell: ({ cents }) => euros(cents) },
            { key: "year", header: "Année", numeric: true, cell: ({ year }) => String(year) },
            { key: "source", header: "Source", cell: ({ source }) => source },
          ]}
        />
      )}
    </Section>
  );
}

function Supporters({ activity: { supporters } }: Shown) {
  if (supporters.length === 0) return null;
  return (
    <Section title="Qui la soutient">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {supporters.map(({ name, url }) => (
          <li key={`${name} ${url}`}>{url ? <WebLink url={url}>{name}</WebLink> : name}</li>
        ))}
      </ul>
    </Section>
  );
}

function Questions({ activity: { questions } }: Shown) {
  if (questions.length === 0) return null;
  return (
    <Section title="Questions ouvertes">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {questions.map(({ text, url }) => (
          <li key={`${text} ${url}`}>{url ? <WebLink url={url}>{text}</WebLink> : text}</li>
        ))}
      </ul>
    </Section>
  );
}

function Resources({ activity }: Shown) {
  return (
    <Section title="Ressources ouvertes sur lesquelles elle repose">
      {activity.resources.length === 0 ? (
        <p className="text-muted">Aucune n’est citée.</p>
      ) : (
        <ul className="-mt-2 flex flex-col divide-y divide-line">
          {activity.resources.map((resource) => (
            <li key={resource.openResourceId} className="flex flex-col gap-1 py-3">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link href={paths.resource(resource.openResourceId)}>{resource.name}</Link>
                <span className="text-sm text-muted">{resourceKindLabels[resource.kind].fr}</span>
                <LicenceStatusBadge licence={resource.licence} />
                {resource.status === "draft" && <StatusBadge status="draft" />}
              </div>
              {resource.usage && <p className="max-w-measure">{resource.usage}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Places({ activity }: Shown) {
  return (
    <Section title="Où elle fonctionne déjà">
      {activity.locations.length === 0 ? (
        <p className="text-muted">Aucun lieu n’est cité.</p>
      ) : (
        <ul className="-mt-2 flex flex-col divide-y divide-line">
          {activity.locations.map((place) => (
            <li key={place.communeCode} className="flex flex-col gap-1 py-3">
              <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <span className="font-semibold">
                  {place.communeName} ({place.departmentCode})
                </span>
                {place.sinceYear !== null && (
                  <span className="figures text-muted">depuis {place.sinceYear}</span>
                )}
                {place.transferredFrom && (
                  <span className="text-muted">venue de {place.transferredFrom.name}</span>
                )}
              </div>
              {place.description && <p className="max-w-measure">{place.description}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
