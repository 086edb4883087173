import { listOf } from "@essaim/accompaniment/list/value-list.schema";
import { situationLabels } from "@essaim/accompaniment/pathway/stage.schema";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import { residenceLabels, workerKindShortLabels } from "@essaim/accompaniment/worker/worker.schema";
import { filterQuery, type WorkerFilter } from "@essaim/accompaniment/worker/worker-filter.schema";
import type { WorkerRow } from "@essaim/accompaniment/worker/worker-list.queries";
import {
  type ColumnKey,
  isListColumn,
  listColumnsByKey,
} from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { Badge } from "@essaim/ui/badge";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import type { Column } from "@essaim/ui/table";
import type { ReactNode } from "react";
import { paths } from "~/paths";

const sorts: Partial<Record<ColumnKey, { by: WorkerFilter["sort"]; firstDescending?: boolean }>> = {
  start: { by: "start", firstDescending: true },
  lastMeeting: { by: "lastMeeting" },
  contractEnd: { by: "contractEnd" },
};

/** The columns of the list: the name, then those that are shown, on a phone the last meeting or the first one only. */
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
  // On a phone a person takes two lines.
  const onPhone = shown.includes("lastMeeting") ? "lastMeeting" : shown[0];
  return [
    {
      key: "name",
      header: "Nom",
      lead: true,
      sort: sort("name"),
      cell: (worker) => (
        <Link href={paths.worker(worker.id)}>
          {worker.familyName} <span className="font-normal">{worker.givenName}</span>
        </Link>
      ),
    },
    ...shown.map((key): Column<WorkerRow> => {
      const by = sorts[key];
      return {
        key,
        header: listColumnsByKey[key].header,
        className: key === onPhone ? undefined : "max-sm:hidden",
        sort: by && sort(by.by, by.firstDescending),
        cell: (worker) => cell(worker, key, day, shown),
      };
    }),
  ];
}

const muted = (text: string) => <span className="text-muted">{text}</span>;
const date = (day: string | null, otherwise: ReactNode = null) =>
  day ? <time dateTime={day}>{formatDate(day)}</time> : otherwise;

function cell(
  worker: WorkerRow,
  key: ColumnKey,
  day: string,
  shown: readonly ColumnKey[],
): ReactNode {
  if (isListColumn(key)) {
    const said = worker.values[key] ?? [];
    return said.length > 0 ? said.join(listOf(key).isMultiple ? ", " : "") : muted("Non renseigné");
  }
  switch (key) {
    case "stage":
      return worker.stage ? situationLabels[worker.stage] : muted("À venir");
    case "kind":
      return workerKindShortLabels[worker.kind];
    case "home":
      return <Home {...worker} />;
    case "commune":
      return worker.communeName
        ? `${worker.communeName} (${worker.departmentCode})`
        : muted("Non renseigné");
    case "neighbourhood":
      return worker.neighbourhoodName;
    case "coach":
      return worker.coachName ?? muted("À attribuer");
    case "start":
      return (
        <>
          {date(worker.supportedFrom)}
          {!shown.includes("stage") &&
            worker.supportedUntil !== null &&
            worker.supportedUntil < day && (
              <>
                {" "}
                <Badge>Terminé</Badge>
              </>
            )}
        </>
      );
    case "end":
      return date(worker.supportedUntil);
    case "lastMeeting":
      return (
        <>
          {date(worker.lastMeetingOn, muted("Jamais"))}
          {worker.toReview && (
            <>
              {" "}
              <Badge tone="warning">À revoir</Badge>
            </>
          )}
        </>
      );
    case "contractEnd":
      return (
        <>
          {date(worker.contractEndsOn)}
          {worker.contractEndsOn !== null && worker.contractEndsOn < day && (
            <>
              {" "}
              <Badge tone="warning">Passé</Badge>
            </>
          )}
        </>
      );
    case "nextStep":
      return worker.nextStep;
    case "nextStepOn":
      return date(worker.nextStepOn);
    case "phone":
      return worker.phone && <Link href={`tel:${worker.phone}`}>{formatPhone(worker.phone)}</Link>;
    case "email":
      return worker.email && <Link href={`mailto:${worker.email}`}>{worker.email}</Link>;
    case "birth":
      return date(worker.birthOn, worker.birthYear);
    case "resources":
      return worker.resources.join(", ");
  }
}

function Home({ communeName, neighbourhoodName, residence }: WorkerRow) {
  if (!communeName && residence === "unknown") return muted("Non renseigné");
  return (
    <>
      {communeName ?? residenceLabels[residence]}
      {neighbourhoodName && (
        <span className="block text-sm text-muted">
          <abbr title="Quartier prioritaire de la politique de la ville">QPV</abbr>{" "}
          {neighbourhoodName}
        </span>
      )}
    </>
  );
}
