import { today } from "@essaim/database/today";
import { type Delay, listDelays } from "@essaim/impact/team/delay.queries";
import { type DelayKind, delayKinds, kindOfWord } from "@essaim/impact/team/team-filter.schema";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { delayWords } from "./delay-words";
import { readTeamFilter } from "./team-filter.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${delayWords[page.kind].title} · Pilotage`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const kind = kindOfWord(delayKinds, params.kind);
  const { filter, words } = readTeamFilter(request, actor);
  if (!kind || !filter) throw new Response(null, { status: 404 });
  const found = await context.execute(actor, listDelays, {
    ...{ kind, coach: filter.coach, page: filter.page, day: today() },
  });
  return { ...found, kind, words };
}

/** Where a delay is mended. */
function mendHref(kind: DelayKind, { id, workerId }: Delay): string {
  if (kind === "untold") return paths.tellMeeting(id);
  return kind === "action" ? paths.workerPlan(workerId) : paths.pathway(workerId);
}

const mendLabels: Record<DelayKind, string> = {
  renewal: "Voir le parcours",
  deadline: "Voir le parcours",
  overdue: "Noter la suite",
  untold: "Raconter",
  action: "Voir le plan",
};

export default function DelaysPage() {
  const { kind, rows, total, page, pageCount, words } = useLoaderData<typeof loader>();
  const { title, lead } = delayWords[kind];
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[{ label: "Pilotage", href: paths.teamToday(words) }]}
        lead={lead}
        meta={<span>{plural(total, "ligne", "lignes")}</span>}
      />
      <Table
        caption={title}
        hideCaption
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Rien n’attend ici" icon="success">
            Tout ce que cette liste compterait est fait.
          </EmptyState>
        }
        columns={[
          {
            key: "who",
            header: "Personne",
            lead: true,
            cell: ({ workerId, workerName }) => (
              <Link href={paths.worker(workerId)}>{workerName}</Link>
            ),
          },
          { key: "on", header: "Jour", cell: ({ on }) => formatDate(on) },
          ...(kind === "untold"
            ? []
            : [{ key: "what", header: "De quoi il s’agit", cell: ({ text }: Delay) => text }]),
          {
            key: "coach",
            header: "Accompagnement par",
            cell: ({ coachName }) => coachName ?? "À attribuer",
          },
          {
            key: "mend",
            header: "Faire",
            actions: true,
            cell: (row) => (
              <Link href={mendHref(kind, row)}>
                {mendLabels[kind]}
                <span className="sr-only">, {row.workerName}</span>
              </Link>
            ),
          },
        ]}
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefFor={(wanted) =>
          paths.teamDelays(delayKinds[kind], { ...words, page: wanted > 1 ? wanted : null })
        }
      />
    </>
  );
}
