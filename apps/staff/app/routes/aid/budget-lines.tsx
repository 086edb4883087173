import { listBudgetLines } from "@essaim/accompaniment/aid/aid.queries";
import type { PayingLine } from "@essaim/funding/budget/paying-line.queries";
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
  return { lines, canWrite: can(actor, "grant:write") };
}

export default function BudgetLines() {
  const { lines, canWrite } = useLoaderData<typeof loader>();
  const create = canWrite && (
    <ButtonLink href={paths.newOwnLine({ aides: "oui" })} variant="primary" icon="plus">
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
          Une enveloppe dit combien peut être accordé, et sur quelle période. C’est une ligne de
          fonds propres, ou une ligne du budget d’un financement, sur laquelle les petites aides se
          paient.
        </EmptyState>
      ) : (
        <Table
          caption="Enveloppes"
          hideCaption
          rows={lines}
          rowKey={(line) => line.id}
          columns={columns(canWrite)}
        />
      )}
    </>
  );
}

/** A line of a grant changes with the whole of its budget. */
const whereToEdit = (line: PayingLine) =>
  line.grantId ? paths.grantBudget(line.grantId) : paths.editOwnLine(line.id);

const euros = (cents: number) => formatCents(cents, "fr", { cents: "auto" });

function columns(canWrite: boolean): Column<PayingLine>[] {
  return [
    {
      key: "label",
      header: "Enveloppe",
      lead: true,
      cell: (line) => (
        <>
          {canWrite ? <Link href={whereToEdit(line)}>{line.label}</Link> : line.label}{" "}
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
      header: "Engagé",
      numeric: true,
      cell: (line) => euros(line.committedCents),
    },
    { key: "paid", header: "Payé", numeric: true, cell: (line) => euros(line.paidCents) },
    { key: "left", header: "Reste", numeric: true, cell: (line) => euros(line.leftCents) },
  ];
}
