import type { Claim, getPot } from "@essaim/commons/pot/pot.queries";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";

/** What each asks of a pot, and what became of it. */
export function Claims({
  pot,
  canWrite,
  canPay,
}: {
  pot: Pick<Awaited<ReturnType<(typeof getPot)["run"]>>, "id" | "status" | "claims">;
  canWrite: boolean;
  /** Who spends reads expenses. */
  canPay: boolean;
}) {
  const isTalkedOver = pot.status === "open" || pot.status === "discussing";
  const ask = canWrite && isTalkedOver && (
    <ButtonLink href={paths.newClaim(pot.id)} icon="plus">
      Demander une part
    </ButtonLink>
  );
  const columns: Column<Claim>[] = [
    {
      key: "who",
      header: "Qui",
      lead: true,
      cell: (claim) => <Link href={paths.worker(claim.workerId)}>{claim.workerName}</Link>,
    },
    {
      key: "work",
      header: "Ce qui a été fait",
      cell: (claim) => <span className="whitespace-pre-line">{claim.work}</span>,
    },
    { key: "on", header: "Demandé le", cell: (claim) => formatDate(claim.declaredOn) },
    {
      key: "wished",
      header: "Souhaité",
      numeric: true,
      className: "whitespace-nowrap",
      cell: (claim) => formatCents(claim.wishedCents),
    },
    {
      key: "state",
      header: "État",
      cell: ({ paidOn, withdrawnOn, expenseId }) => {
        if (!paidOn) return withdrawnOn ? `Retirée le ${formatDate(withdrawnOn)}` : "Demandée";
        const paid = `Payée le ${formatDate(paidOn)}`;
        return canPay && expenseId ? <Link href={paths.expense(expenseId)}>{paid}</Link> : paid;
      },
    },
    ...(canWrite && isTalkedOver
      ? [
          {
            key: "actions",
            header: "Actions",
            actions: true,
            cell: (claim: Claim) =>
              !claim.isErased && (
                <span className="flex items-baseline justify-end gap-3 whitespace-nowrap">
                  {!claim.withdrawnOn && (
                    <ButtonLink
                      href={paths.editClaim(pot.id, claim.id)}
                      variant="quiet"
                      size="small"
                    >
                      Modifier<span className="sr-only"> la demande de {claim.workerName}</span>
                    </ButtonLink>
                  )}
                  <Form method="post">
                    <input type="hidden" name="claimId" value={claim.id} />
                    <SubmitButton
                      name="intent"
                      value={claim.withdrawnOn ? "back" : "withdraw"}
                      variant="quiet"
                      size="small"
                    >
                      {claim.withdrawnOn ? "Remettre" : "Retirer"}
                      <span className="sr-only"> la demande de {claim.workerName}</span>
                    </SubmitButton>
                  </Form>
                </span>
              ),
          },
        ]
      : []),
  ];
  return (
    <Section title="Parts demandées" action={pot.claims.length > 0 && ask}>
      <Table
        caption="Parts demandées"
        hideCaption
        columns={columns}
        rows={pot.claims}
        rowKey={(claim) => claim.id}
        empty={
          <EmptyState
            level={3}
            icon="commons"
            title="Personne n’a encore demandé de part"
            action={ask}
          >
            Chacun dit ce qu’il a fait et ce qu’il souhaite&#8239;; le cercle décide ensuite.
          </EmptyState>
        }
      />
    </Section>
  );
}
