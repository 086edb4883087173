import type { PieceRecord } from "@essaim/media/piece/piece.queries";
import { type Stage, stageLabels } from "@essaim/media/piece/piece.schema";
import { type PieceKind, pieceKindLabels } from "@essaim/media/piece/published-piece.schema";
import { Badge, type Tone } from "@essaim/ui/badge";
import { formatDate } from "@essaim/ui/format";
import { Tabs } from "@essaim/ui/tabs";
import { paths } from "~/paths";

export const kindLabel = (kind: PieceKind) => pieceKindLabels[kind].fr;

const stageTones: Partial<Record<Stage, Tone>> = {
  review: "accent",
  published: "success",
  to_refresh: "warning",
};

export function StageBadge({ stage }: { stage: Stage }) {
  return <Badge tone={stageTones[stage]}>{stageLabels[stage]}</Badge>;
}

/** When something is due, both days as 'YYYY-MM-DD'; said so once it is late. */
export function DueDay({
  day,
  today,
  before = "pour le",
}: {
  day: string;
  today: string;
  before?: string;
}) {
  const isLate = day < today;
  return (
    <span className={isLate ? "font-semibold text-danger" : undefined}>
      {`${before} ${formatDate(day)}${isLate ? ", en retard" : ""}`}
    </span>
  );
}

/** The pages of one piece. */
export function PieceTabs({
  piece,
  current,
}: {
  piece: Pick<PieceRecord, "id" | "credits" | "subtitles" | "images">;
  current: "piece" | "people" | "subtitles" | "images" | "versions";
}) {
  const tabs = [
    { key: "piece", label: "Contenu", href: paths.piece(piece.id) },
    {
      key: "people",
      label: "Personnes et accords",
      href: paths.piecePeople(piece.id),
      count: piece.credits.length,
    },
    {
      key: "subtitles",
      label: "Sous-titres et transcription",
      href: paths.pieceSubtitles(piece.id),
      count: piece.subtitles.length,
    },
    {
      key: "images",
      label: "Images",
      href: paths.pieceImages(piece.id),
      count: piece.images.length,
    },
    { key: "versions", label: "Versions", href: paths.pieceVersions(piece.id) },
    { key: "audience", label: "Audience", href: paths.pieceAudience(piece.id) },
  ];
  return (
    <Tabs
      label="Pages de ce contenu"
      tabs={tabs.map(({ key, ...tab }) => ({ ...tab, current: key === current }))}
    />
  );
}

/** The way back from a page of a piece. */
export const pieceCrumbs = (piece: { id: string; title: string }) => [
  { label: "Média", href: paths.media() },
  { label: piece.title, href: paths.piece(piece.id) },
];
