import { listProposals } from "@essaim/directory/community/moderation.queries";
import {
  type ProposalState,
  proposalFilterSchema,
  proposalKindLabels,
  proposalStateLabels,
} from "@essaim/directory/community/proposal.schema";
import { Badge, type Tone } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDateTime, formatDay, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Table } from "@essaim/ui/table";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Propositions");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(proposalFilterSchema, request);
  return { ...(await context.execute(actor, listProposals, filter)), state: filter.state };
}

const tones: Record<ProposalState, Tone> = {
  unconfirmed: "neutral",
  pending: "warning",
  accepted: "success",
  partly_accepted: "success",
  refused: "neutral",
};

export function ProposalBadge({ state }: { state: ProposalState }) {
  return <Badge tone={tones[state]}>{proposalStateLabels[state]}</Badge>;
}

/** What people without an account propose, the oldest that waits first. */
export default function Proposals() {
  const { proposals, counts, page, pageCount, state } = useLoaderData<typeof loader>();
  const isPending = state === "pending";
  return (
    <>
      <PageHeader
        title="Propositions"
        lead="Ce que des personnes proposent depuis l’annuaire et les fiches de savoir, une fois leur adresse confirmée quand elles en donnent une."
        action={
          <>
            <ButtonLink href={paths.contacts()} icon="users">
              Mises en relation
            </ButtonLink>
            <ButtonLink href={paths.toConfirm()} icon="clock">
              Fiches à confirmer
            </ButtonLink>
          </>
        }
      />
      <Tabs
        label="Où en sont les propositions"
        tabs={[
          {
            label: "À examiner",
            href: paths.proposals(),
            current: isPending,
            count: counts.pending,
          },
          {
            label: "Décidées",
            href: paths.proposals({ state: "decided" }),
            current: !isPending,
            count: counts.decided,
          },
        ]}
      />
      {proposals.length === 0 ? (
        <EmptyState
          icon="document"
          title={isPending ? "Rien à examiner" : "Aucune proposition décidée pour l’instant"}
        >
          {typo(
            "Une proposition arrive ici quand son auteur a confirmé son adresse. L’annuaire public a une page « Proposer », chaque fiche un lien pour la corriger, et chaque fiche de savoir un lien pour l’améliorer.",
          )}
        </EmptyState>
      ) : (
        <>
          <Table
            caption="Propositions"
            hideCaption
            rows={proposals}
            rowKey={(proposal) => proposal.id}
            stack="md"
            columns={[
              {
                key: "title",
                header: "Sur quoi",
                lead: true,
                cell: (proposal) => (
                  <Link
                    href={
                      proposal.kind === "sheet"
                        ? paths.sheetProposal(proposal.id)
                        : paths.proposal(proposal.id)
                    }
                  >
                    {proposal.title || "Sans titre"}
                  </Link>
                ),
              },
              { key: "kind", header: "Nature", cell: ({ kind }) => proposalKindLabels[kind] },
              {
                key: "name",
                header: "Par",
                cell: ({ proposerName }) =>
                  proposerName ?? <span className="text-muted">Sans nom</span>,
              },
              {
                key: "state",
                header: "État",
                cell: (proposal) => <ProposalBadge state={proposal.state} />,
              },
              {
                key: "on",
                header: isPending ? "Reçue le" : "Décidée le",
                className: "md:whitespace-nowrap",
                cell: ({ confirmedAt, decidedAt }) => {
                  // To the minute: one person may correct the same record twice in a day.
                  if (isPending) return confirmedAt ? formatDateTime(confirmedAt) : "";
                  return decidedAt ? formatDay(decidedAt) : "";
                },
              },
            ]}
          />
          <Pagination
            page={page}
            pageCount={pageCount}
            hrefFor={(number) =>
              paths.proposals({ state: isPending ? null : state, page: number > 1 ? number : null })
            }
          />
        </>
      )}
    </>
  );
}
