import { listDeadLinks } from "@essaim/directory/links/link.queries";
import { linkProblemLabels } from "@essaim/directory/links/link.rules";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pageTitle } from "~/title";
import { recordPages } from "./record-pages";

export const meta: MetaFunction = () => pageTitle("Liens à revoir");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return { links: await context.execute(actor, listDeadLinks, {}) };
}

/** Links of public pages that have not answered for three days: their pages say so too. */
export default function DeadLinks() {
  const { links } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Liens à revoir"
        lead="Les liens des pages publiques sont suivis chaque nuit. Ceux-ci n’ont pas répondu trois jours de suite, et l’annuaire le dit à ses lecteurs."
      />
      <Table
        caption="Liens morts"
        hideCaption
        rows={links}
        rowKey={(link) => `${link.recordId} ${link.url}`}
        stack="lg"
        empty={
          <EmptyState title="Aucun lien à revoir" icon="check">
            Tous les liens des pages publiques répondent, ou n’ont pas encore été suivis.
          </EmptyState>
        }
        columns={[
          {
            key: "record",
            header: "Fiche",
            lead: true,
            cell: ({ kind, recordId, title }) => (
              <Link href={recordPages[kind].record(recordId)}>{title}</Link>
            ),
          },
          {
            key: "url",
            header: "Lien",
            cell: ({ url }) => (
              <a href={url} rel="noopener noreferrer" className="break-all">
                {url}
              </a>
            ),
          },
          {
            key: "problem",
            header: "Ce qui se passe",
            cell: ({ problem }) => linkProblemLabels[problem],
          },
          {
            key: "since",
            header: "Mort le",
            className: "whitespace-nowrap",
            cell: ({ deadOn }) => formatDate(deadOn),
          },
          {
            key: "next",
            header: "À faire",
            cell: ({ kind, recordId, isCorrected }) =>
              isCorrected ? (
                "Corrigé : à publier"
              ) : (
                <Link href={recordPages[kind].edit(recordId)}>Corriger</Link>
              ),
          },
        ]}
      />
    </>
  );
}
