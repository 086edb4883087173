import type { PieceKind } from "@essaim/media/piece/published-piece.schema";
import type { IconName } from "@essaim/ui/icon";

export const kindIcons: Record<PieceKind, IconName> = {
  video: "video",
  audio: "audio",
  article: "document",
  tutorial: "list",
  testimony: "users",
};
