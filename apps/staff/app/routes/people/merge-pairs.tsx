import { type LikelyPair, listLikelyPairs } from "@essaim/accompaniment/worker/duplicate.queries";
import { MOST_PAIRS } from "@essaim/accompaniment/worker/duplicate.schema";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Doublons");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return await context.execute(actor, listLikelyPairs, {});
}

/** Pairs of files that are likely one person's, to compare. */
export default function Duplicates() {
  const { pairs, isCut } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Doublons"
        breadcrumb={[{ label: "Personnes", href: paths.workers() }]}
        lead="Des fiches qui sont peut-être celles d’une même personne. Comparez-les avant de décider : une famille partage parfois un téléphone."
      />
      <Table
        caption="Fiches qui se ressemblent"
        hideCaption
        columns={columns}
        rows={pairs}
        rowKey={({ a, b }) => `${a.id} ${b.id}`}
        empty={
          <EmptyState title="Aucune fiche n’en rappelle une autre" icon="users">
            Deux fiches du même nom, du même téléphone ou de la même adresse électronique
            paraîtraient ici.
          </EmptyState>
        }
      />
      {isCut && (
        <p className="text-sm text-muted">
          Les {MOST_PAIRS} paires les plus ressemblantes. Les suivantes viendront quand celles-ci
          seront réglées.
        </p>
      )}
    </>
  );
}

const columns: readonly Column<LikelyPair>[] = [
  { key: "a", header: "Une fiche", lead: true, cell: ({ a }) => <File {...a} /> },
  { key: "b", header: "Une autre", cell: ({ b }) => <File {...b} /> },
  { key: "why", header: "Pourquoi", cell: ({ reasons }) => reasons.join(", ") },
  {
    key: "merge",
    header: "Comparer",
    actions: true,
    cell: ({ a, b }) => (
      <ButtonLink href={paths.mergeWorker(a.id, { avec: b.id })} size="small">
        Comparer<span className="sr-only"> les fiches de {a.name}</span>
      </ButtonLink>
    ),
  },
];

function File({ id, name, communeName, birthYear, coachName }: LikelyPair["a"]) {
  return (
    <>
      <Link href={paths.worker(id)}>{name}</Link>
      <span className="block text-sm font-normal text-muted">
        {[communeName, birthYear, coachName && `suivi par ${coachName}`].filter(Boolean).join(", ")}
      </span>
    </>
  );
}
