import { readVisits } from "@essaim/directory/open-data/visit.queries";
import type { VisitedPage } from "@essaim/directory/open-data/visit.rules";
import { Chart } from "@essaim/ui/chart";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatMonth, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Fréquentation de l’annuaire");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { mois } = parseQuery(z.object({ mois: z.iso.date().optional() }), request);
  return {
    ...(await context.execute(actor, readVisits, { month: mois })),
    publicUrl: context.publicUrl,
  };
}

const pageNames: Record<VisitedPage, string> = {
  home: "Accueil",
  search: "Recherche",
  activities: "Liste des activités",
  activity: "Fiches d’activités",
  resources: "Liste des ressources",
  resource: "Fiches de ressources",
  meetings: "Rencontres",
  pieces: "Médiathèque",
  piece: "Pièces du média",
  other: "Autres pages",
};

/** How often the public directory is read. */
export default function Visits() {
  const { months, month, pages, records, publicUrl } = useLoaderData<typeof loader>();
  const total = months.reduce((sum, one) => sum + one.visits, 0);
  return (
    <>
      <PageHeader
        title="Fréquentation de l’annuaire"
        lead="Une visite est une page lue par une personne dans la journée, dans l’annuaire de toutes les coopératives. Les robots et ceux qui demandent à ne pas être suivis ne sont pas comptés."
      />
      {month === null ? (
        <EmptyState title="Aucune visite comptée" icon="activity">
          Les premières paraîtront ici quelques secondes après la lecture d’une page publique.
        </EmptyState>
      ) : (
        <>
          <Chart
            level={2}
            kind={months.length > 1 ? "line" : "bars"}
            title="Visites par mois"
            description={`${plural(total, "visite comptée", "visites comptées")} depuis ${formatMonth(months[0]?.month ?? month)}.`}
            unit="visites"
            labelHeader="Mois"
            series={months.map((one) => ({ label: formatMonth(one.month), value: one.visits }))}
            source={
              <>
                Compté par l’annuaire, sans cookie ni donnée personnelle. Pour l’objectif de visites
                des contenus écrits, reportez le total du mois dans les{" "}
                <Link href={paths.figures()}>chiffres déclarés</Link>.
              </>
            }
          />
          {months.length > 1 && (
            <nav aria-label="Mois montré" className="flex flex-wrap gap-x-4 gap-y-1">
              {months.slice(-12).map((one) => (
                <Link
                  key={one.month}
                  href={paths.visits({ mois: one.month })}
                  aria-current={one.month === month ? "page" : undefined}
                >
                  {formatMonth(one.month)}
                </Link>
              ))}
            </nav>
          )}
          <Section title={`Pages lues en ${formatMonth(month)}`}>
            <Table
              caption={`Visites par sorte de page, ${formatMonth(month)}`}
              hideCaption
              rows={pages}
              rowKey={({ page }) => page}
              empty={<p className="text-muted">Aucune visite comptée ce mois-là.</p>}
              columns={[
                { key: "page", header: "Page", lead: true, cell: ({ page }) => pageNames[page] },
                {
                  key: "visits",
                  header: "Visites",
                  numeric: true,
                  cell: ({ visits }) => formatNumber(visits),
                },
              ]}
            />
          </Section>
          <Section title="Fiches les plus lues">
            <Table
              caption={`Fiches les plus lues, ${formatMonth(month)}`}
              hideCaption
              rows={records}
              rowKey={({ page, slug }) => `${page}/${slug}`}
              empty={<p className="text-muted">Aucune fiche lue ce mois-là.</p>}
              columns={[
                {
                  key: "title",
                  header: "Fiche",
                  lead: true,
                  // Other cooperatives' records are counted too: the public page is the one that all may open.
                  cell: ({ page, title, slug }) =>
                    title === null ? (
                      `${slug} (n’est plus publiée)`
                    ) : (
                      <a
                        href={`${publicUrl}/${page === "activity" ? "activites" : "ressources"}/${slug}`}
                      >
                        {title}
                      </a>
                    ),
                },
                {
                  key: "kind",
                  header: "Sorte",
                  cell: ({ page }) => (page === "activity" ? "Activité" : "Ressource"),
                },
                {
                  key: "visits",
                  header: "Visites",
                  numeric: true,
                  cell: ({ visits }) => formatNumber(visits),
                },
              ]}
            />
          </Section>
        </>
      )}
    </>
  );
}
