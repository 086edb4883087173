import type { ReactNode } from "react";
import { formatDateTime, formatTime } from "./format.tsx";
import { Icon } from "./icon.tsx";
import { Table } from "./table.tsx";

type ConflictField = { label: string; mine: ReactNode; theirs: ReactNode };

/**
 * Two people changed the same record. Give only the fields that differ.
 * The form below it keeps what the person typed and carries the new version, so that saving again replaces.
 */
export function ConflictNotice({
  savedBy,
  savedAt,
  sameDay = true,
  isMine = false,
  fields,
  reloadHref,
}: {
  savedBy: string;
  savedAt: Date;
  sameDay?: boolean;
  /** The same person saved it, from another tab. */
  isMine?: boolean;
  fields: readonly ConflictField[];
  reloadHref?: string;
}) {
  const when = sameDay ? `à ${formatTime(savedAt)}` : `le ${formatDateTime(savedAt)}`;
  return (
    <div
      role="alert"
      data-answer="refused"
      className="flex flex-col gap-4 rounded-md border-2 border-warning bg-warning-soft p-4 sm:p-5"
    >
      <div>
        <h2 className="flex items-start gap-2 text-lg">
          <Icon name="warning" size={22} className="mt-0.5 text-warning" />
          <span>
            {isMine
              ? "Vous avez modifié cette fiche dans un autre onglet"
              : `${savedBy} a modifié cette fiche pendant que vous l’écriviez`}
          </span>
        </h2>
        <p className="mt-1 max-w-measure">
          {isMine ? "Cette autre" : "Sa"} version a été enregistrée {when}.{" "}
          {isMine ? "Celle-ci" : "La vôtre"} n’est pas perdue{"\u202f"}: elle est restée dans le
          formulaire. Comparez, corrigez si besoin, puis enregistrez de nouveau pour garder{" "}
          {isMine ? "celle-ci" : "votre version"}.
        </p>
      </div>
      <div className="rounded-md bg-surface p-3">
        <Table
          caption={`Votre saisie et la version enregistrée ${isMine ? "" : `par ${savedBy} `}${when}`}
          hideCaption
          rows={fields}
          rowKey={(field) => field.label}
          stack="sm"
          columns={[
            { key: "label", header: "Champ", lead: true, cell: (field) => field.label },
            { key: "mine", header: "Votre saisie", cell: (field) => field.mine || "vide" },
            {
              key: "theirs",
              header: "Version enregistrée",
              cell: (field) => field.theirs || "vide",
            },
          ]}
        />
      </div>
      {reloadHref && (
        <p className="text-sm">
          Vous préférez la version enregistrée{"\u202f"}?{" "}
          <a href={reloadHref}>Reprendre la fiche telle qu’elle est maintenant</a> (votre saisie
          sera abandonnée).
        </p>
      )}
    </div>
  );
}
