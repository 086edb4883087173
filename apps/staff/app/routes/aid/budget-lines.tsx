import { type BudgetLine, listBudgetLines } from "@essaim/accompaniment/aid/aid.queries";
import { leftOf } from "@essaim/accompaniment/aid/aid.rules";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Enveloppes · Petites aides");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { lines } = await context.execute(actor, listBudgetLines, {});
  return { lines, mayDecide: can(actor, "aid:decide") };
}

export default function BudgetLines() {
  const { lines, mayDecide } = useLoaderData<typeof loader>();
  const create = mayDecide && (
    <ButtonLink href={paths.newBudgetLine()} variant="primary" icon="plus">
      Nouvelle enveloppe
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Enveloppes"
        breadcrumb={[{ label: "Petites aides", href: paths.aids() }]}
        lead="Ce qui peut être accordé en petites aides, et ce qu’il en reste."
        action={lines.length > 0 && create}
      />
      {lines.length === 0 ? (
        <EmptyState icon="grant" title="Aucune enveloppe pour l’instant" action={create}>
          Une enveloppe dit combien peut être accordé, et sur quelle période.
        </EmptyState>
      ) : (
        <Table
          caption="Enveloppes"
          hideCaption
          rows={lines}
          rowKey={(line) => line.id}
          columns={columns(mayDecide)}
        />
      )}
    </>
  );
}

const euros = (cents: number) => formatCents(cents, "fr", { cents: "auto" });

function columns(mayDecide: boolean): Column<BudgetLine>[] {
  return [
    {
      key: "label",
      header: "Enveloppe",
      lead: true,
      cell: (line) => (
        <>
          {mayDecide ? <Link href={paths.editBudgetLine(line.id)}>{line.label}</Link> : line.label}{" "}
          {line.isClosed && <Badge>Fermée</Badge>}
          <span className="block text-sm font-normal text-muted">
            {formatPeriod(line.startsOn, line.endsOn)}
            {line.grantTitle && ` · ${line.grantTitle}`}
          </span>
        </>
      ),
    },
    { key: "amount", header: "Montant", numeric: true, cell: (line) => euros(line.amountCents) },
    {
      key: "granted",
      header: "Accordé",
      numeric: true,
      cell: (line) => euros(line.committedCents),
    },
    { key: "paid", header: "Payé", numeric: true, cell: (line) => euros(line.paidCents) },
    { key: "left", header: "Reste", numeric: true, cell: (line) => euros(leftOf(line)) },
  ];
}
