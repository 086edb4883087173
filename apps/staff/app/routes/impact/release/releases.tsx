import { getGrant } from "@essaim/funding/grant/grant.queries";
import { isVisibleToFunder } from "@essaim/funding/grant/grant.rules";
import { can } from "@essaim/identity/actor";
import { listReleases } from "@essaim/impact/release/release.queries";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const [releases, grant] = await Promise.all([
    context.execute(actor, listReleases, { grantId }),
    context.execute(actor, getGrant, { id: grantId }),
  ]);
  const isAwarded = isVisibleToFunder(grant.status);
  return { grantId, releases, isAwarded, canPublish: isAwarded && can(actor, "impact:publish") };
}

export default function Releases() {
  const { grantId, releases, isAwarded, canPublish } = useLoaderData<typeof loader>();
  const add = canPublish && (
    <ButtonLink href={paths.newRelease(grantId)} icon="plus">
      Arrêter les chiffres
    </ButtonLink>
  );
  return (
    <Section
      title="Ce que lit le financeur"
      lead="Des chiffres arrêtés à un jour, sous secret statistique, et jamais changés ensuite. L’équipe seule lit les chiffres du moment."
      action={releases.length > 0 && add}
      rule={false}
    >
      <Table
        caption="Arrêtés de chiffres de ce financement"
        hideCaption
        rows={releases}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            title="Le financeur ne lit encore aucun chiffre"
            icon="target"
            level={3}
            action={add}
          >
            {isAwarded
              ? "Choisissez un jour\u202f: vous verrez d’abord ce qui sera montré et ce qui restera masqué."
              : "Il en lira une fois ce financement acquis, quand la convention sera signée."}
          </EmptyState>
        }
        columns={[
          {
            key: "day",
            header: "Jour d’arrêté",
            lead: true,
            cell: ({ id, cutOffOn }) => (
              <Link href={paths.release(grantId, id)}>{formatDate(cutOffOn)}</Link>
            ),
          },
          { key: "made", header: "Fait le", cell: ({ madeAt }) => formatDay(new Date(madeAt)) },
          {
            key: "readers",
            header: "Qui le lit",
            cell: ({ isPublic }) =>
              isPublic ? <Badge tone="success">Tout le monde</Badge> : <Badge>Le financeur</Badge>,
          },
          {
            key: "report",
            header: "Rapport",
            cell: ({ reportTitle }) => reportTitle ?? <span className="text-muted">aucun</span>,
          },
        ]}
      />
    </Section>
  );
}
