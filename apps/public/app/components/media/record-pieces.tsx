import type { PieceCard } from "@essaim/media/library/library.schema";
import { useI18n } from "~/i18n/i18n";
import { PieceList } from "./piece-list";

/** The pieces of the library that serve a record. Nothing where there is none. */
export function RecordPieces({ pieces }: { pieces: readonly PieceCard[] }) {
  const { t } = useI18n();
  if (pieces.length === 0) return null;
  return (
    <section
      aria-labelledby="mediatheque"
      className="flex flex-col gap-4 border-t border-line pt-6"
    >
      <h2 id="mediatheque">{t("media.inLibrary")}</h2>
      <PieceList pieces={pieces} />
    </section>
  );
}
