import { listOwnLines } from "@essaim/funding/budget/budget-line.queries";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { PageHeader } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { LineTable } from "./line-table";

export const meta: MetaFunction = () => pageTitle("Fonds propres · Financements");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const lines = await context.execute(actor, listOwnLines, {});
  return { lines, canWrite: can(actor, "grant:write"), seesSpending: can(actor, "spending:read") };
}

export default function OwnLines() {
  const { lines, canWrite, seesSpending } = useLoaderData<typeof loader>();
  const add = canWrite && (
    <ButtonLink href={paths.newOwnLine()} variant="primary" icon="plus">
      Nouvelle ligne
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Fonds propres"
        breadcrumb={[{ label: "Financements", href: paths.grants() }]}
        lead="Les lignes que la coopérative paie elle-même, sans financeur."
        action={lines.length > 0 && add}
      />
      {lines.length === 0 ? (
        <EmptyState title="Aucune ligne de fonds propres" icon="grant" action={add}>
          Une ligne dit combien la coopérative met de côté, pour quoi et sur quelle période. Les
          dépenses et les petites aides peuvent s’y imputer.
        </EmptyState>
      ) : (
        <LineTable
          caption="Lignes de fonds propres"
          lines={lines}
          seesSpending={seesSpending}
          hrefOf={canWrite ? (line) => paths.editOwnLine(line.id) : undefined}
        />
      )}
    </>
  );
}
