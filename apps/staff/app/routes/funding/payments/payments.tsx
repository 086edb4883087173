import { today } from "@essaim/database/today";
import { getGrant } from "@essaim/funding/grant/grant.queries";
import { isVerbAllowed } from "@essaim/funding/grant/grant.rules";
import {
  type ListedInstalment,
  listPayments,
  type Receipt,
} from "@essaim/funding/grant/payment.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { paymentsSentence } from "./payment-sentences";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Versements · ${page.grant.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [grant, payments] = await Promise.all([
    context.execute(actor, getGrant, { id }),
    context.execute(actor, listPayments, { grantId: id }),
  ]);
  const isAwarded = isVerbAllowed("receive", grant.status);
  const canReceive = can(actor, "grant:write") && isAwarded;
  // Once closed, only money that comes late is noted.
  const canWrite = canReceive && grant.status !== "closed";
  return { grant, ...payments, isAwarded, canReceive, canWrite, today: today() };
}

export default function Payments() {
  const {
    grant,
    instalments,
    receipts,
    isAwarded,
    canReceive,
    canWrite,
    today: day,
  } = useLoaderData<typeof loader>();
  const announce = canWrite && (
    <ButtonLink href={paths.newInstalment(grant.id)} icon="plus">
      Ajouter un versement attendu
    </ButtonLink>
  );
  const receive = canReceive && (
    <ButtonLink href={paths.newReceipt(grant.id)} variant="primary" icon="plus">
      Noter un versement reçu
    </ButtonLink>
  );
  return (
    <>
      <Section
        title="Versements attendus"
        lead={
          isAwarded
            ? paymentsSentence(grant, { instalments, receipts })
            : "Rien n’est attendu tant que ce financement n’est pas acquis."
        }
        action={instalments.length > 0 && announce}
      >
        <Table
          caption="Versements attendus, par date"
          hideCaption
          rows={instalments}
          rowKey={(one) => one.id}
          columns={instalmentColumns(grant.id, day, canWrite, sum(instalments))}
          stack="lg"
          empty={
            <EmptyState title="Aucun versement attendu" icon="calendar" level={3} action={announce}>
              Notez ce que la convention annonce&#8239;: acompte, solde, à quelle date et à quelle
              condition. Le plan de trésorerie s’en sert.
            </EmptyState>
          }
        />
      </Section>
      <Section title="Versements reçus" action={receipts.length > 0 && receive}>
        <Table
          caption="Versements reçus, par date"
          hideCaption
          rows={receipts}
          rowKey={(one) => one.id}
          columns={receiptColumns(grant.id, canWrite, sum(receipts))}
          stack="md"
          empty={
            <EmptyState title="Rien n’est encore reçu" icon="money" level={3} action={receive}>
              Un versement reçu se note avec sa date et son montant, tels qu’ils sont sur le relevé
              de banque.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

const sum = (all: readonly { amountCents: number }[]) =>
  all.reduce((total, one) => total + one.amountCents, 0);

function instalmentColumns(
  grantId: string,
  day: string,
  canWrite: boolean,
  total: number,
): Column<ListedInstalment>[] {
  return [
    {
      key: "label",
      header: "Versement",
      lead: true,
      cell: (one) => (
        <>
          {one.label}
          {one.condition && (
            <span className="block text-sm font-normal text-muted">{one.condition}</span>
          )}
        </>
      ),
      footer: "Total",
    },
    { key: "expected", header: "Attendu le", cell: (one) => formatDate(one.expectedOn) },
    { key: "state", header: "État", cell: (one) => stateOf(one, day) },
    {
      key: "amount",
      header: "Montant",
      numeric: true,
      className: "whitespace-nowrap",
      cell: (one) => formatCents(one.amountCents),
      footer: formatCents(total),
    },
    ...(canWrite
      ? [
          {
            key: "actions",
            header: "Actions",
            actions: true,
            cell: (one: ListedInstalment) => (
              <span className="inline-flex flex-wrap gap-x-4">
                {one.dueCents > 0 && (
                  <Link href={paths.newReceipt(grantId, { attendu: one.id })}>
                    C’est reçu<span className="sr-only">&#8239;: {one.label}</span>
                  </Link>
                )}
                <Link href={paths.editInstalment(grantId, one.id)}>
                  Modifier<span className="sr-only"> {one.label}</span>
                </Link>
              </span>
            ),
          },
        ]
      : []),
  ];
}

/** Money that came out of turn leaves less to wait for: what is late is never more than what is left to receive. */
function stateOf(
  { amountCents, receivedCents, dueCents, expectedOn }: ListedInstalment,
  day: string,
): string {
  if (receivedCents >= amountCents) return "Reçu";
  if (dueCents === 0) return "Plus rien à recevoir";
  const late = expectedOn < day ? "En retard" : "Attendu";
  return dueCents < amountCents ? `${late}, reste ${formatCents(dueCents)}` : late;
}

function receiptColumns(grantId: string, canWrite: boolean, total: number): Column<Receipt>[] {
  return [
    {
      key: "received",
      header: "Reçu le",
      lead: true,
      cell: (one) => formatDate(one.receivedOn),
      footer: "Total",
    },
    {
      key: "instalment",
      header: "Pour",
      cell: (one) => one.instalmentLabel ?? <span className="text-muted">Hors échéancier</span>,
    },
    {
      key: "reference",
      header: "Référence",
      cell: (one) => one.reference || <span className="text-muted">Sans référence</span>,
    },
    {
      key: "amount",
      header: "Montant",
      numeric: true,
      className: "whitespace-nowrap",
      cell: (one) => formatCents(one.amountCents),
      footer: formatCents(total),
    },
    ...(canWrite
      ? [
          {
            key: "actions",
            header: "Actions",
            actions: true,
            cell: (one: Receipt) => (
              <Link href={paths.editReceipt(grantId, one.id)}>
                Modifier
                <span className="sr-only"> le versement du {formatDate(one.receivedOn)}</span>
              </Link>
            ),
          },
        ]
      : []),
  ];
}
