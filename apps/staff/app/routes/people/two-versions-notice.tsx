import { Alert } from "@essaim/ui/alert";
import { type ConflictField, ConflictNotice } from "@essaim/ui/conflict-notice";
import { useEffect, useRef } from "react";

type Versions = {
  changedBy: string | null;
  changedAt: Date;
  sameDay: boolean;
  fields: readonly ConflictField[];
  reloadHref: string;
};

/**
 * Somebody saved the same record while the form was open: both versions, or the news that they agree.
 * Takes the focus, since the button that was pressed is at the other end of the page.
 */
export function TwoVersionsNotice(versions: Versions) {
  const box = useRef<HTMLDivElement>(null);
  const moment = versions.changedAt.getTime();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conflict takes the focus again
  useEffect(() => box.current?.focus(), [moment]);
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <Notice {...versions} />
    </div>
  );
}

function Notice({ changedBy, changedAt, sameDay, fields, reloadHref }: Versions) {
  const savedBy = changedBy ?? "Quelqu’un";
  if (fields.length === 0) {
    return (
      <Alert tone="success" role="status" title={`${savedBy} vient d’enregistrer la même chose`}>
        Rien n’est perdu, et il n’y a rien à corriger.
      </Alert>
    );
  }
  return <ConflictNotice savedAt={changedAt} {...{ savedBy, sameDay, fields, reloadHref }} />;
}
