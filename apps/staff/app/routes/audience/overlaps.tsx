import type { AudienceOverlap } from "@essaim/media/audience/audience.queries";
import { audiencePlatformLabels } from "@essaim/media/audience/audience.schema";
import { Badge } from "@essaim/ui/badge";
import { formatMonth, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import { monthInAddress } from "./audience-words";

/** Months told twice, by a total and piece by piece: which of the two counts, and where somebody may say otherwise. */
export function Overlaps({
  overlaps,
  canWrite,
}: {
  overlaps: readonly AudienceOverlap[];
  canWrite: boolean;
}) {
  if (overlaps.length === 0) return null;
  return (
    <Section
      title="Des mois dits deux fois"
      lead={
        "Un total a été déclaré pour toute la plateforme, et les contenus sont relevés un à un. Un seul des deux compte\u202f: le premier que quelqu’un a dit, tant que personne ne choisit. Ce que seule une machine a lu ne prend la place d’aucun total déclaré."
      }
    >
      <Table
        caption="Mois dont un total et les contenus sont connus"
        hideCaption
        rows={overlaps}
        rowKey={(one) => `${one.indicatorKey} ${one.platform} ${one.month}`}
        columns={[
          {
            key: "month",
            header: "Mois",
            lead: true,
            cell: ({ month, platform }) =>
              `${formatMonth(month)}, ${audiencePlatformLabels[platform]}`,
          },
          {
            key: "total",
            header: "Total déclaré",
            numeric: true,
            cell: ({ total, countsPieces }) => <Side value={total} counts={!countsPieces} />,
          },
          {
            key: "pieces",
            header: "Contenu par contenu",
            numeric: true,
            cell: ({ pieces, countsPieces }) => <Side value={pieces} counts={countsPieces} />,
          },
          ...(canWrite
            ? [
                {
                  key: "choose",
                  header: "Choisir",
                  actions: true,
                  cell: (one: AudienceOverlap) => (
                    <Link
                      href={paths.chooseAudienceSide(
                        one.indicatorKey,
                        one.platform,
                        monthInAddress(one.month),
                      )}
                    >
                      {one.isChosen ? "Changer" : "Choisir"}
                      <span className="sr-only">
                        {" "}
                        ce qui compte en {formatMonth(one.month)},{" "}
                        {audiencePlatformLabels[one.platform]}
                      </span>
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function Side({ value, counts }: { value: number; counts: boolean }) {
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-2">
      {counts ? <Badge tone="success">Compte</Badge> : <span className="text-muted">Gardé</span>}
      {formatNumber(value)}
    </span>
  );
}
