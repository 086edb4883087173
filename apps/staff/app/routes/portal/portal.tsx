import { listMyGrants, type News } from "@essaim/impact/portal/portal.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatCents, formatDate, formatDay, formatPeriod } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { GrantStatusBadge } from "../funding/grant-status";

export const meta: MetaFunction = () => pageTitle("Vos financements");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, organisationName } = await context.requireSignedIn(request);
  return { organisationName, grants: await context.execute(actor, listMyGrants, {}) };
}

export default function Portal() {
  const { organisationName, grants } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Vos financements"
        lead={`Ce que ${organisationName} fait de ce que vous lui confiez, en chiffres arrêtés à un jour et qui ne changent plus.`}
      />
      {grants.length === 0 && (
        <EmptyState title="Aucun financement à montrer" icon="grant">
          Vos financements apparaîtront ici une fois leur convention signée.
        </EmptyState>
      )}
      {grants.map((grant) => (
        <Section
          key={grant.id}
          title={<Link href={paths.portalGrant(grant.id)}>{grant.title}</Link>}
        >
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
            <GrantStatusBadge status={grant.status} />
            <span>{formatPeriod(grant.startsOn, grant.endsOn)}</span>
            {grant.amountCents !== null && <span>{formatCents(grant.amountCents)}</span>}
            <span>{grant.programmeName}</span>
          </p>
          <p>
            {grant.releasedAt ? (
              <Link href={paths.portalGrant(grant.id)} className="font-semibold">
                Lire les chiffres arrêtés au {formatDate(grant.releasedAt)}
              </Link>
            ) : (
              <span className="text-muted">Aucun chiffre arrêté pour l’instant.</span>
            )}
          </p>
          {grant.waiting && (
            <p>
              <Link href={paths.portalGrant(grant.id, "echanges")}>
                {waitingWords(grant.waiting)}
              </Link>
            </p>
          )}
          {grant.news.length > 0 && (
            <div className="flex flex-col gap-1">
              <h3 className="text-base">Du nouveau</h3>
              <ul className="flex flex-col gap-1">
                {grant.news.map((one) => (
                  <li key={`${one.kind} ${one.on} ${"id" in one ? one.id : ""}`}>
                    <NewsLine grantId={grant.id} organisationName={organisationName} news={one} />{" "}
                    <span className="text-sm text-muted">le {formatDate(one.on)}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </Section>
      ))}
    </>
  );
}

function waitingWords({ messages, since }: { messages: number; since: string | Date }): string {
  const day = formatDay(new Date(since));
  return messages === 1
    ? `Votre message du ${day} attend une réponse`
    : `Vos ${messages} messages depuis le ${day} attendent une réponse`;
}

function NewsLine({
  grantId,
  organisationName,
  news,
}: {
  grantId: string;
  organisationName: string;
  news: News;
}) {
  switch (news.kind) {
    case "release":
      return (
        <Link href={paths.portalGrant(grantId, "", { arrete: news.cutOffOn })}>
          Chiffres arrêtés au {formatDate(news.cutOffOn)}
        </Link>
      );
    case "report":
      return (
        <Link href={paths.portalReport(grantId, news.id)}>
          Rapport d’impact «&#8239;{news.title}&#8239;»
        </Link>
      );
    case "financial_report":
      return (
        <Link href={paths.portalGrant(grantId, "documents")}>
          Compte rendu financier «&#8239;{news.label}&#8239;»
        </Link>
      );
    case "answer":
      return (
        <Link href={paths.portalGrant(grantId, "echanges")}>
          Dernier message reçu ({organisationName})
        </Link>
      );
  }
}
