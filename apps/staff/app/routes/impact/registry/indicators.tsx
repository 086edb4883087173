import { can } from "@essaim/identity/actor";
import type { IndicatorDefinition } from "@essaim/impact/registry/indicator.schema";
import { listDefinitions } from "@essaim/impact/registry/own-indicator.queries";
import { isOwnKey } from "@essaim/impact/registry/own-indicator.schema";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { audienceLabels, sourceWords } from "./indicator-words";

export const meta: MetaFunction = () => pageTitle("Indicateurs");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const definitions = await context.execute(actor, listDefinitions, {});
  return {
    programme: definitions.filter(({ key }) => !isOwnKey(key)),
    own: definitions.filter(({ key }) => isOwnKey(key)),
    canWrite: can(actor, "impact:write"),
  };
}

export default function Indicators() {
  const { programme, own, canWrite } = useLoaderData<typeof loader>();
  const compose = canWrite && (
    <ButtonLink href={paths.newIndicator()} variant="primary" icon="plus">
      Composer un indicateur
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Indicateurs"
        lead="Chaque indicateur est défini ici, une seule fois. Les tableaux de bord, les rapports, les exports et la page publique le lisent."
        action={compose}
      />
      <Section title="Ceux de la coopérative" rule={false}>
        {own.length > 0 ? (
          <Definitions caption="Indicateurs de la coopérative" definitions={own} />
        ) : (
          <EmptyState title="Aucun indicateur à vous pour l’instant" icon="chart" level={3}>
            {canWrite
              ? "Composez-en un\u202f: choisissez ce qui est compté, comment et à quelles conditions."
              : "La direction peut en composer."}
          </EmptyState>
        )}
      </Section>
      <Section title="Ceux du programme">
        <Definitions caption="Indicateurs du programme" definitions={programme} />
      </Section>
    </>
  );
}

function Definitions(props: { caption: string; definitions: readonly IndicatorDefinition[] }) {
  return (
    <Table
      caption={props.caption}
      hideCaption
      rows={props.definitions}
      rowKey={({ key }) => key}
      stack="lg"
      columns={[
        {
          key: "name",
          header: "Indicateur",
          lead: true,
          cell: (one) => (
            <>
              <Link href={paths.indicator(one.key)}>{one.name.fr}</Link>
              {one.retiredOn && (
                <>
                  {" "}
                  <Badge>N’est plus suivi depuis le {formatDate(one.retiredOn)}</Badge>
                </>
              )}
            </>
          ),
        },
        {
          key: "definition",
          header: "Ce qui est compté",
          cell: (one) => <span className="text-sm">{one.definition.fr}</span>,
        },
        {
          key: "source",
          header: "D’où vient le chiffre",
          cell: (one) => <span className="text-sm">{sourceWords(one)}</span>,
        },
        {
          key: "audience",
          header: "Qui le lit",
          cell: (one) => <span className="text-sm">{audienceLabels[one.audience]}</span>,
        },
      ]}
    />
  );
}
