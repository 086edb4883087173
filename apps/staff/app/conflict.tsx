import { Alert } from "@essaim/ui/alert";
import { ConflictNotice } from "@essaim/ui/conflict-notice";
import { useRouteLoaderData } from "@remix-run/react";
import type { ConflictView } from "./answer";
import type { ShellData } from "./shell-data.server";

type ConflictProps = { conflict: ConflictView | undefined; reloadHref: string };

/** Somebody saved the same record while the form was open: both versions, or the news that they agree. */
export function Conflict({ conflict, reloadHref }: ConflictProps) {
  const me = useRouteLoaderData<ShellData>("routes/shell")?.fullName;
  if (!conflict) return null;
  const { savedBy, savedAt, sameDay, fields } = conflict;
  const isMine = savedBy === me;
  const lines = (text: string) => text && <span className="whitespace-pre-line">{text}</span>;
  return fields.length === 0 ? (
    <Alert
      tone="success"
      role="status"
      title={`${isMine ? "Vous venez" : `${savedBy} vient`} d’enregistrer la même chose`}
    >
      Rien n’est perdu, et il n’y a rien à corriger.
    </Alert>
  ) : (
    <ConflictNotice
      {...{ savedBy, savedAt, sameDay, isMine, reloadHref }}
      fields={fields.map(({ label, mine, theirs }) => ({
        label,
        mine: lines(mine),
        theirs: lines(theirs),
      }))}
    />
  );
}
