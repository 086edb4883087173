import { listSavedViews } from "@essaim/accompaniment/worker/saved-view.queries";
import {
  filterQuery,
  isNarrowed,
  noFilter,
  type WorkerFilter,
  workerFilterSchema,
} from "@essaim/accompaniment/worker/worker-filter.schema";
import { listWorkers } from "@essaim/accompaniment/worker/worker-list.queries";
import { columnKeys, columnsFor } from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { WorkersSearch } from "./workers-search";
import { workerColumns } from "./workers-table";
import { WorkersTools, WorkersViews } from "./workers-tools";

export const meta: MetaFunction = () => pageTitle("Personnes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const [list, views] = await Promise.all([
    context.execute(actor, listWorkers, filter),
    context.execute(actor, listSavedViews, {}),
  ]);
  return {
    ...list,
    views,
    filter: { ...filter, page: list.page },
    today: today(),
    choosableColumns: columnsFor(actor.role, columnKeys),
    mayWrite: can(actor, "worker:write"),
    mayExport: can(actor, "worker:export"),
  };
}

export type WorkersPage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Workers() {
  const page = useLoaderData<typeof loader>();
  const { workers, total, filter, pageCount, mayWrite, partlyClosed } = page;
  const add = mayWrite && (
    <ButtonLink href={paths.newWorker()} variant="primary" icon="userPlus">
      Nouvelle<span className="max-sm:sr-only"> personne</span>
    </ButtonLink>
  );
  // Nobody at all: filters would only be in the way.
  if (total === 0 && !isNarrowed(filter)) {
    return (
      <>
        <PageHeader title="Personnes" />
        <WorkersViews {...page} />
        <EmptyState
          title="Personne n’est encore accompagné"
          icon="users"
          action={
            <>
              {add}
              <ButtonLink href={paths.workers(filterQuery(noFilter, { support: "all" }))}>
                Voir aussi les accompagnements terminés
              </ButtonLink>
            </>
          }
        >
          Enregistrez une première personne&nbsp;: un prénom, un nom et une façon de travailler
          suffisent.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Personnes" action={add} />
      <div className="flex flex-col gap-4">
        <WorkersViews {...page} />
        <WorkersSearch {...page} />
        {partlyClosed.length > 0 && (
          <Alert title="Cette liste ne dit pas tout">
            {partlyClosed.join(", ")}&nbsp;: ces réponses ne vous sont ouvertes que pour les
            personnes que vous accompagnez, et pour celles que personne n’accompagne encore. Les
            autres ne sont pas dans cette liste, quoi que dise leur fiche.
          </Alert>
        )}
        {page.isApproximate && (
          <p role="status">
            Aucun nom ne s’écrit ainsi. Voici{" "}
            {total < 2 ? "celui qui lui ressemble" : "ceux qui lui ressemblent"}.
          </p>
        )}
        <WorkersTools {...page} />
        <Table
          caption="Personnes accompagnées"
          hideCaption
          rows={workers}
          rowKey={(worker) => worker.id}
          columns={workerColumns(page.columns, filter, page.today)}
          stack="lg"
          empty={<NobodyFound filter={filter} />}
        />
      </div>
      <Pagination
        page={filter.page}
        pageCount={pageCount}
        hrefFor={(wanted) => paths.workers(filterQuery(filter, { page: wanted }))}
      />
    </>
  );
}

function NobodyFound({ filter }: { filter: WorkerFilter }) {
  return (
    <EmptyState
      title="Personne ne correspond"
      icon="search"
      action={
        <>
          {filter.support !== "all" && (
            <ButtonLink href={paths.workers(filterQuery(filter, { support: "all" }))}>
              Chercher aussi parmi les accompagnements terminés
            </ButtonLink>
          )}
          <ButtonLink href={paths.workers()} variant="quiet">
            Voir toutes les personnes
          </ButtonLink>
        </>
      }
    >
      Quelques lettres suffisent, avec ou sans accents. Retirez un filtre, ou cherchez plus large.
    </EmptyState>
  );
}
