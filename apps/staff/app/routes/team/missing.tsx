import { today } from "@essaim/database/today";
import { listMissing, type MissingRow } from "@essaim/impact/team/missing.queries";
import {
  kindOfWord,
  type ListedKind,
  listedKeys,
  missingKinds,
} from "@essaim/impact/team/team-filter.schema";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDate, formatMonth, formatPeriod, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { missingWords } from "./missing-words";
import { qualityPeriod } from "./quality-period.server";
import { readTeamFilter } from "./team-filter.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${missingWords[page.kind].label} · Pilotage`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const named = kindOfWord(missingKinds, params.kind);
  const kind = listedKeys.find((one) => one === named);
  const { filter, words } = readTeamFilter(request, actor);
  if (!kind || !filter) throw new Response(null, { status: 404 });
  const day = today();
  const { period } = await qualityPeriod(context, { actor, filter, day });
  const found = await context.execute(actor, listMissing, {
    ...{ kind, coach: filter.coach, period, day, page: filter.page },
  });
  return { ...found, kind, words, period };
}

/** The form where the answer is noted. */
function mendHref(kind: ListedKind, { id, workerId }: MissingRow): string {
  switch (kind) {
    case "residence":
    case "residenceToCheck":
      return paths.residence(id);
    case "gender":
    case "education":
      return paths.editSituation(id);
    case "birth":
      return paths.editWorker(id);
    case "exitReason":
    case "exitDestination":
      return paths.editStage(workerId ?? "", id);
    case "untold":
      return paths.tellMeeting(id);
    case "attendance":
      return paths.workshopAttendance(id);
    case "contributionEvidence":
      return paths.editContribution(id);
    case "figure":
      return paths.newFigure();
  }
}

const dayHeaders: Partial<Record<ListedKind, string>> = {
  untold: "Jour",
  attendance: "Jour",
  contributionEvidence: "Jour",
  figure: "Mois",
  exitReason: "Sortie",
  exitDestination: "Sortie",
};

export default function MissingPage() {
  const { kind, rows, total, page, pageCount, words, period } = useLoaderData<typeof loader>();
  const { label, lead } = missingWords[kind];
  return (
    <>
      <PageHeader
        title={`${label}\u202f: à compléter`}
        breadcrumb={[{ label: "À compléter", href: paths.teamQuality(words) }]}
        lead={lead}
        meta={
          <>
            <span>{plural(total, "ligne", "lignes")}</span>
            <span>{formatPeriod(period.from, period.to)}</span>
          </>
        }
      />
      <Table
        caption={label}
        hideCaption
        rows={rows}
        rowKey={({ id, on }) => `${id} ${on}`}
        stack="sm"
        empty={
          <EmptyState title="Rien ne manque ici" icon="success">
            Pour cette période, tout est noté.
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: kind === "figure" ? "Indicateur" : kind === "attendance" ? "Séance" : "Fiche",
            lead: true,
            cell: ({ name }) => name,
          },
          {
            key: "on",
            header: dayHeaders[kind] ?? "Dernier jour accompagné dans la période",
            cell: ({ on }) => (kind === "figure" ? formatMonth(on) : formatDate(on)),
          },
          {
            key: "mend",
            header: "Compléter",
            actions: true,
            cell: (row) => (
              <Link href={mendHref(kind, row)}>
                Compléter<span className="sr-only">, {row.name}</span>
              </Link>
            ),
          },
        ]}
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefFor={(wanted) =>
          paths.teamMissing(missingKinds[kind], { ...words, page: wanted > 1 ? wanted : null })
        }
      />
    </>
  );
}
