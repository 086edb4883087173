import { ConflictNotice } from "@essaim/ui/conflict-notice";
import type { ConflictView } from "./answers";

/** The two versions of a record, side by side; line breaks are kept. */
export function Conflict({
  conflict,
  reloadHref,
}: {
  conflict: ConflictView | undefined;
  reloadHref: string;
}) {
  if (!conflict) return null;
  const lines = (text: string) => text && <span className="whitespace-pre-line">{text}</span>;
  return (
    <ConflictNotice
      savedBy={conflict.savedBy}
      savedAt={conflict.savedAt}
      sameDay={conflict.sameDay}
      fields={conflict.fields.map(({ label, mine, theirs }) => ({
        label,
        mine: lines(mine),
        theirs: lines(theirs),
      }))}
      reloadHref={reloadHref}
    />
  );
}
