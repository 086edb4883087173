import type { RecordKind } from "@essaim/directory/publication/record.schema";
import { useI18n } from "~/i18n/i18n";

/** At the foot of a record: how to say that something in it is no longer right. */
export function TakePart({ kind, slug }: { kind: RecordKind; slug: string }) {
  const { t, paths } = useI18n();
  return (
    <p className="print:hidden">
      <a href={paths.proposeCorrection(kind, slug)}>{t("community.takePart.correct")}</a>
    </p>
  );
}
