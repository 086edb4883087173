import type { Grant } from "@essaim/funding/grant/grant.queries";
import type { listReportsDue } from "@essaim/funding/grant/grant-life.queries";
import type { ListedInstalment } from "@essaim/funding/grant/payment.queries";
import { type Description, DescriptionList } from "@essaim/ui/description-list";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

type ReportDue = Awaited<ReturnType<typeof listReportsDue.run>>[number];

/** The next days that a grant waits for; nothing when it waits for none. */
export function NextDue(props: {
  grant: Grant;
  instalments: readonly ListedInstalment[];
  reports: readonly ReportDue[];
}) {
  const items = daysOf(props);
  return items.length > 0 && <DescriptionList items={items} />;
}

function daysOf({ grant, instalments, reports }: Parameters<typeof NextDue>[0]): Description[] {
  if (grant.status === "envisaged" && grant.applyBy) {
    return [{ term: "Demande à déposer", value: formatDate(grant.applyBy) }];
  }
  if (grant.status !== "awarded") return [];
  const instalment = instalments.find((one) => one.dueCents > 0);
  const report = reports.find((one) => one.sentOn === null);
  return [
    ...(instalment
      ? [
          {
            term: "Prochain versement",
            value: `${formatCents(instalment.dueCents)} attendus le ${formatDate(instalment.expectedOn)}`,
            action: <Link href={paths.payments(grant.id)}>Versements</Link>,
          },
        ]
      : []),
    ...(report
      ? [
          {
            term: "Prochain compte rendu",
            value: (
              <>
                <Link href={paths.grantReport(grant.id, report.id)}>{report.label}</Link>, à rendre
                le {formatDate(report.dueOn)}
              </>
            ),
          },
        ]
      : []),
  ];
}
