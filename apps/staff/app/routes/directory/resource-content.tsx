import type { OpenResourceRecord } from "@essaim/directory/open-resource.queries";
import { DescriptionList } from "@essaim/ui/description-list";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";
import { Images, Links, WebLink } from "./content-parts";
import { English } from "./english";
import { LicenceStatusBadge } from "./licence-badge";
import { StatusBadge } from "./publication";
import { Reading } from "./reading";

type Shown = { resource: OpenResourceRecord };

/** What is translated, in French, by field. */
export const resourceEnglishLabels = {
  name: "Nom",
  summary: "Résumé",
  description: "Description",
  usageGuide: "Comment s’en servir",
  contributionGuide: "Comment contribuer",
};

/** All that a resource says, in the order of its form. What is optional and empty is left out. */
export function ResourceContent({ resource }: Shown) {
  return (
    <>
      <Licence resource={resource} />
      {resource.description && <Reading title="Description" text={resource.description} />}
      <Section title="Où la trouver">
        <DescriptionList
          items={[
            { term: "Site", value: address(resource.websiteUrl) },
            { term: "Sources", value: address(resource.sourceUrl) },
            { term: "Documentation", value: address(resource.documentationUrl) },
          ]}
        />
      </Section>
      {resource.usageGuide && <Reading title="Comment s’en servir" text={resource.usageGuide} />}
      {resource.contributionGuide && (
        <Reading title="Comment contribuer" text={resource.contributionGuide} />
      )}
      {resource.governance && <Reading title="Gouvernance" text={resource.governance} />}
      {resource.needs && <Reading title="Besoins de sa communauté" text={resource.needs} />}
      <Activities resource={resource} />
      <Links links={resource.links} />
      <Images images={resource.images} />
      <English texts={resource.english} labels={resourceEnglishLabels} />
    </>
  );
}

/** What one may do comes first, in a sentence; the identifier is for those who know it. */
function Licence({ resource }: Shown) {
  const { licence, licenceExpression, licenceNote, licenceOriginal } = resource;
  return (
    <Section title="Licence">
      <div className="flex max-w-measure flex-col items-start gap-2">
        <LicenceStatusBadge licence={licence} />
        <p className="text-lg">{licence.sentence.fr}</p>
        {licenceExpression && (
          <p className="text-sm text-muted">
            <code>{licenceExpression}</code>
            {licence.names.length > 0 && ` (${licence.names.join(", ")})`}
          </p>
        )}
        {licenceNote && <p className="whitespace-pre-line">{licenceNote}</p>}
        {licenceOriginal && (
          <p className="text-sm text-muted">
            Écrite ainsi dans le fichier importé{"\u202f"}: «{"\u202f"}
            {licenceOriginal}
            {"\u202f"}»
          </p>
        )}
      </div>
    </Section>
  );
}

function address(url: string | null) {
  if (!url) return null;
  return <WebLink url={url}>{url.replace(/^https?:\/\//, "").replace(/\/$/, "")}</WebLink>;
}

function Activities({ resource }: Shown) {
  return (
    <Section title="Activités qui reposent sur elle">
      {resource.activities.length === 0 ? (
        <p className="text-muted">Aucune pour l’instant.</p>
      ) : (
        <ul className="-mt-2 flex flex-col divide-y divide-line">
          {resource.activities.map((activity) => (
            <li key={activity.id} className="flex flex-col gap-1 py-3">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link href={paths.activity(activity.id)}>{activity.title}</Link>
                {activity.status === "draft" && <StatusBadge status="draft" />}
              </div>
              {activity.usage && <p className="max-w-measure">{activity.usage}</p>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
