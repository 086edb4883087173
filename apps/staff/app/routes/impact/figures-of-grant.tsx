import { type FiguresOfGrant, getFiguresOfGrant } from "@essaim/impact/target/progress.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { PeopleDrawings } from "./people-drawings";
import { Unknown } from "./progress-table";
import { writeFigure } from "./registry/indicator-words";
import { peopleSentence } from "./sentences";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(`Tous les chiffres${page ? ` · ${page.grant.title}` : ""}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return context.execute(actor, getFiguresOfGrant, { grantId: recordId(params.id) });
}

export default function FiguresOfGrantPage() {
  const { grant, scope, figures, people } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Tous les chiffres"
        breadcrumb={[
          { label: "Tableau de bord", href: paths.dashboard({ financement: grant.id }) },
        ]}
        meta={
          <>
            <span>{grant.title}</span>
            {scope && <span>{formatPeriod(scope.from, scope.to)}</span>}
            {scope && <span>Chiffres exacts au {formatDate(scope.to)}, pour l’équipe</span>}
          </>
        }
      />
      {figures.length === 0 ? (
        <EmptyState title="Aucun chiffre pour l’instant" icon="target">
          Ce qui est compté pendant la période de ce financement se lira ici dès son premier jour.
        </EmptyState>
      ) : (
        <Figures figures={figures} grantId={grant.id} />
      )}
      {people && people.total > 0 && (
        <Section
          id="personnes"
          title="Personnes accompagnées"
          lead={peopleSentence({ total: people.total, priority: people.residence.priority ?? 0 })}
        >
          <PeopleDrawings people={people} />
        </Section>
      )}
    </>
  );
}

function Figures({ figures, grantId }: Pick<FiguresOfGrant, "figures"> & { grantId: string }) {
  return (
    <Table
      caption="Tous les chiffres de la période"
      hideCaption
      rows={figures}
      rowKey={({ definition }) => definition.key}
      stack="never"
      columns={[
        {
          key: "indicator",
          header: "Indicateur",
          lead: true,
          cell: ({ definition }) => (
            <Link href={paths.indicatorTrace(definition.key, { financement: grantId })}>
              {definition.name.fr}
            </Link>
          ),
        },
        {
          key: "value",
          header: "Chiffre",
          numeric: true,
          cell: ({ definition, value, unknown }) => (
            <>
              {writeFigure(definition, value)}
              {unknown > 0 && <Unknown unknown={unknown} />}
            </>
          ),
        },
      ]}
    />
  );
}
