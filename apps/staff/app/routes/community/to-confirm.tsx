import { today } from "@essaim/database/today";
import { listRecordsToConfirm } from "@essaim/directory/community/freshness.queries";
import { isStale } from "@essaim/directory/community/freshness.rules";
import { listSchema } from "@essaim/directory/publication.schema";
import { Badge } from "@essaim/ui/badge";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { recordPages } from "../directory/record-pages";

export const meta: MetaFunction = () => pageTitle("À confirmer");

const querySchema = z.object({ page: listSchema.page });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const day = today();
  const { page } = parseQuery(querySchema, request);
  return { ...(await context.execute(actor, listRecordsToConfirm, { day, page })), day };
}

/** Public records that nobody has confirmed for a year. */
export default function ToConfirm() {
  const { records, page, pageCount, day } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="À confirmer"
        breadcrumb={[{ label: "Propositions", href: paths.proposals() }]}
        lead="Les fiches publiées que personne n’a confirmées depuis un an. Au bout de dix-huit mois, leur page le dit."
      />
      {records.length === 0 ? (
        <EmptyState icon="check" title="Tout est confirmé">
          {typo("Chaque fiche publiée a été confirmée depuis moins d’un an.")}
        </EmptyState>
      ) : (
        <>
          <Table
            caption="Fiches à confirmer"
            hideCaption
            rows={records}
            rowKey={(record) => record.id}
            stack="md"
            columns={[
              {
                key: "title",
                header: "Fiche",
                lead: true,
                cell: ({ kind, id, title }) => (
                  <Link href={recordPages[kind].life(id)}>{title}</Link>
                ),
              },
              {
                key: "kind",
                header: "Nature",
                cell: ({ kind }) => (kind === "activity" ? "Activité" : "Ressource"),
              },
              {
                key: "on",
                header: "Confirmée le",
                cell: ({ confirmedOn }) => (
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <span className="whitespace-nowrap">{formatDate(confirmedOn)}</span>
                    {isStale(confirmedOn, day) && <Badge tone="warning">Dite périmée</Badge>}
                  </span>
                ),
              },
            ]}
          />
          <Pagination
            page={page}
            pageCount={pageCount}
            hrefFor={(number) => paths.toConfirm({ page: number > 1 ? number : null })}
          />
        </>
      )}
    </>
  );
}
