import { listCountedExpenses } from "@essaim/funding/report/report.queries";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";

const querySchema = z.object({
  ligne: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Dépenses comptées · ${page.report.label}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { ligne, page } = parseQuery(querySchema, request);
  const found = await context.execute(actor, listCountedExpenses, {
    grantId: recordId(params.id),
    id: recordId(params.reportId),
    lineId: ligne,
    page,
  });
  const { id, grantId, label, grantTitle } = found.report;
  return { ...found, report: { id, grantId, label, grantTitle }, ligne };
}

/** The chain of evidence of a report: each expense that it counts, on which line, and from there its papers. */
export default function CountedExpenses() {
  const { report, lines, expenses, total, totalCents, page, pageCount, ligne } =
    useLoaderData<typeof loader>();
  const at = [report.grantId, report.id] as const;
  const line = lines.find(({ id }) => id === ligne);
  return (
    <>
      <PageHeader
        title="Dépenses comptées"
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: report.grantTitle, href: paths.grant(report.grantId) },
          { label: "Comptes rendus", href: paths.reports(report.grantId) },
          { label: report.label, href: paths.grantReport(...at) },
        ]}
        lead={line && `De la ligne «\u202f${line.label}\u202f» seulement.`}
        action={
          line && (
            <ButtonLink href={paths.reportExpenses(...at)} icon="filter">
              Toutes les lignes
            </ButtonLink>
          )
        }
      />
      <Table
        caption={`${plural(total, "dépense comptée", "dépenses comptées")}, ${formatCents(totalCents)}`}
        rows={expenses}
        rowKey={(one) => `${one.expenseId} ${one.lineId}`}
        empty={
          <EmptyState title="Aucune dépense comptée" icon="search">
            Ce compte rendu compte les dépenses payées, datées de sa période, qui sont réparties sur
            une ligne de son budget.
          </EmptyState>
        }
        columns={[
          {
            key: "label",
            header: "Dépense",
            lead: true,
            cell: (one) =>
              one.record ? (
                <>
                  <Link href={paths.expense(one.expenseId)}>{one.record.label}</Link>
                  {one.record.supplier && (
                    <span className="block text-sm font-normal text-muted">
                      {one.record.supplier}
                    </span>
                  )}
                </>
              ) : (
                "Supprimée depuis"
              ),
          },
          { key: "on", header: "Date", cell: (one) => formatDate(one.incurredOn) },
          {
            key: "paid",
            header: "Payée le",
            cell: (one) => (one.paidOn ? formatDate(one.paidOn) : "—"),
          },
          { key: "account", header: "Compte", cell: (one) => one.account },
          {
            key: "line",
            header: "Ligne",
            cell: (one) =>
              one.line ? (
                <>
                  <Link href={paths.reportExpenses(...at, { ligne: one.lineId })}>
                    {one.line.label}
                  </Link>
                  {one.line.grantId !== report.grantId && (
                    <span className="block text-sm text-muted">
                      {one.line.grantTitle ?? "Fonds propres"}
                    </span>
                  )}
                </>
              ) : (
                "Supprimée depuis"
              ),
          },
          { key: "cents", header: "Compté", numeric: true, cell: (one) => formatCents(one.cents) },
        ]}
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefFor={(to) => paths.reportExpenses(...at, { ligne, page: to })}
      />
    </>
  );
}
