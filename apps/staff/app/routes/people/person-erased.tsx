import { situationLabels } from "@essaim/accompaniment/pathway/stage.schema";
import type { PersonHeader } from "@essaim/accompaniment/worker/person-header.queries";
import { residenceLabels, workerKindLabels } from "@essaim/accompaniment/worker/worker.schema";
import { type Description, DescriptionList } from "@essaim/ui/description-list";
import { formatDate, formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { ReactNode } from "react";
import { paths } from "~/paths";

/**
 * A file whose name and story were erased: when, and what is kept of it. Nothing is done there any more.
 * @param children the page of the erasure, in place of what is kept
 */
export function ErasedPerson({
  person,
  mayProve,
  children,
}: {
  person: PersonHeader & { anonymisedAt: Date };
  /** May the member see the proof of the erasure, and who looked at the file before? */
  mayProve: boolean;
  children?: ReactNode;
}) {
  const breadcrumb = [{ label: "Personnes", href: paths.workers() }];
  if (children) {
    return (
      <>
        <PageHeader
          title="Fiche effacée"
          breadcrumb={[...breadcrumb, { label: person.name, href: paths.worker(person.id) }]}
        />
        {children}
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={`Fiche effacée le ${formatDay(person.anonymisedAt)}`}
        breadcrumb={breadcrumb}
        lead={
          "Rien n’y désigne plus quelqu’un\u202f: ni nom, ni coordonnées, ni compte rendu, ni document. Plus rien ne s’y écrit."
        }
      />
      <Section title="Ce qui est gardé pour les statistiques" rule={false}>
        <div className="max-w-2xl">
          <DescriptionList items={kept(person)} />
        </div>
        <p className="max-w-measure">
          S’y ajoutent la durée des rencontres, le montant des aides et les réponses aux listes,
          comptés avec ceux des autres personnes.
        </p>
      </Section>
      {mayProve && (
        <p>
          <Link href={paths.workerPrivacy(person.id)}>
            Voir ce qui a été effacé et qui avait consulté la fiche
          </Link>
        </p>
      )}
    </>
  );
}

function kept({
  supportedFrom,
  supportedUntil,
  stage,
  kind,
  residence,
}: PersonHeader): Description[] {
  return [
    {
      term: "Accompagnement",
      value: supportedUntil
        ? `du ${formatDate(supportedFrom)} au ${formatDate(supportedUntil)}`
        : `depuis le ${formatDate(supportedFrom)}`,
    },
    { term: "Type d’activité", value: workerKindLabels[kind] },
    ...(stage && stage.kind !== "exit"
      ? [{ term: "Étape", value: situationLabels[stage.kind] }]
      : []),
    ...(residence === "unknown"
      ? []
      : [{ term: "Lieu de vie", value: residenceLabels[residence] }]),
  ];
}
