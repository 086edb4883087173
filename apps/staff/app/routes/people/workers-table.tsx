import { filterQuery, type WorkerFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import type { WorkerRow } from "@essaim/accompaniment/worker/worker-list.queries";
import {
  cellOf,
  hasMark,
  isMarked,
  markLabels,
} from "@essaim/accompaniment/worker/worker-list-cell.rules";
import {
  type ColumnKey,
  listColumnsByKey,
} from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { Badge } from "@essaim/ui/badge";
import { Link } from "@essaim/ui/link";
import type { Column } from "@essaim/ui/table";
import { paths } from "~/paths";
import { Said } from "./worker-cell";

const sorts: Partial<Record<ColumnKey, { by: WorkerFilter["sort"]; firstDescending?: boolean }>> = {
  start: { by: "start", firstDescending: true },
  lastMeeting: { by: "lastMeeting" },
  contractEnd: { by: "contractEnd" },
};

/** On a phone these are told under the name, without their headers. */
const underName: readonly ColumnKey[] = ["stage", "kind", "home", "commune", "coach"];

/** The columns of the list: the name, then those that are shown; on a phone some go under the name. */
export function workerColumns(
  shown: readonly ColumnKey[],
  filter: WorkerFilter,
  day: string,
): Column<WorkerRow>[] {
  const sort = (by: WorkerFilter["sort"], firstDescending = false) => {
    const isCurrent = filter.sort === by;
    const descending = isCurrent ? !filter.descending : firstDescending;
    return {
      href: paths.workers(filterQuery(filter, { sort: by, descending })),
      direction: isCurrent
        ? filter.descending
          ? ("descending" as const)
          : ("ascending" as const)
        : undefined,
    };
  };
  // Of two dates, a phone shows the one that asks for something.
  const isOnPhone = (key: ColumnKey) =>
    !underName.includes(key) && (key !== "start" || !shown.includes("lastMeeting"));
  return [
    {
      key: "name",
      header: "Nom",
      lead: true,
      sort: sort("name"),
      cell: (worker) => (
        <>
          <Link href={paths.worker(worker.id)}>
            {worker.familyName} <span className="font-normal">{worker.givenName}</span>
          </Link>
          <span className="block text-sm font-normal text-muted sm:hidden">
            {inShort(worker, shown)}
          </span>
        </>
      ),
    },
    ...shown.map((key): Column<WorkerRow> => {
      const by = sorts[key];
      return {
        key,
        header: listColumnsByKey[key].header,
        className: isOnPhone(key) ? undefined : "max-sm:hidden",
        sort: by && sort(by.by, by.firstDescending),
        cell: (worker) => (
          <>
            <Said cell={cellOf(worker, key)} />
            {isMarked(key, shown) && hasMark(worker, key, day) && (
              <>
                {" "}
                <Badge tone={key === "start" ? "neutral" : "warning"}>{markLabels[key]}</Badge>
              </>
            )}
          </>
        ),
      };
    }),
  ];
}

/** « En CAPE · Lille, QPV · Camille Vasseur »: what is known, short enough for a phone. */
function inShort(worker: WorkerRow, shown: readonly ColumnKey[]): string {
  return underName
    .filter((key) => shown.includes(key))
    .flatMap((key) => {
      const cell = cellOf(worker, key);
      if (cell.type === "place") {
        const where = cell.commune ?? cell.answer;
        return where && cell.neighbourhood ? `${where}, QPV` : (where ?? []);
      }
      // Somebody to be given to a colleague is worth knowing, an answer that is missing is not.
      const isSaid = cell.type === "text" && (!cell.isAbsent || key === "coach");
      return isSaid ? cell.text : [];
    })
    .join(" · ");
}
