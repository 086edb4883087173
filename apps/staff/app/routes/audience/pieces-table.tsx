import type { PieceAudience } from "@essaim/media/audience/audience.queries";
import { audiencePlatformLabels } from "@essaim/media/audience/audience.schema";
import { pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { CellLine } from "@essaim/ui/drawn-in-cell";
import { formatMonth, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import { writeAudience } from "./audience-words";

/** Each piece on twelve months, the most seen first, all drawn on one scale. */
export function PiecesTable({
  months,
  pieces,
}: {
  months: readonly string[];
  pieces: readonly PieceAudience[];
}) {
  if (pieces.length === 0) return null;
  const highest = Math.max(...pieces.flatMap(({ byMonth }) => byMonth));
  const [first, last] = [formatMonth(months[0] ?? ""), formatMonth(months.at(-1) ?? "")];
  return (
    <Section
      title="Contenu par contenu"
      lead={`Les lignes vont de ${first} à ${last}, à la même échelle\u202f: tout en haut, ${formatNumber(highest)} dans le mois. Là où un total de toute la plateforme compte, ce qui est relevé ici n’y est pas ajouté.`}
    >
      <Table
        caption="Audience de chaque contenu sur douze mois"
        hideCaption
        rows={pieces}
        rowKey={({ pieceId }) => pieceId}
        columns={[
          {
            key: "piece",
            header: "Contenu",
            lead: true,
            cell: ({ pieceId, title, kind }) => (
              <>
                <Link href={paths.pieceAudience(pieceId)}>{title}</Link>
                <span className="block text-sm font-normal text-muted">
                  {pieceKindLabels[kind].fr}
                </span>
              </>
            ),
          },
          {
            key: "where",
            header: "Où",
            cell: ({ platforms }) =>
              platforms.map((platform) => audiencePlatformLabels[platform]).join(", "),
          },
          {
            key: "line",
            header: "Mois par mois",
            cell: ({ byMonth }) => (
              <CellLine
                says={`De ${first} à ${last}\u202f: ${byMonth.join(", ")}`}
                values={byMonth}
                highest={highest}
              />
            ),
          },
          {
            key: "sum",
            header: "Douze mois",
            numeric: true,
            className: "whitespace-nowrap",
            cell: ({ indicatorKey, sum }) => writeAudience(indicatorKey, sum),
          },
        ]}
      />
    </Section>
  );
}
