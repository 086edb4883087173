import { restoreDocument } from "@essaim/accompaniment/document/document.commands";
import { restoreRefusals } from "@essaim/accompaniment/document/document.schema";
import { getImportOfUndo } from "@essaim/accompaniment/import/undo-import.queries";
import { restoreMeeting } from "@essaim/accompaniment/meeting/removal.commands";
import type { UndoKind } from "@essaim/accompaniment/meeting/undo.queries";
import { undoWorkerMerge } from "@essaim/accompaniment/worker/merge.commands";
import { undoRefusals } from "@essaim/accompaniment/worker/merge.schema";
import { restoreWorker } from "@essaim/accompaniment/worker/worker-removal.commands";
import type { MemberActor } from "@essaim/identity/actor";
import type { Permission } from "@essaim/identity/permission";
import type { AppLoadContext } from "@remix-run/node";
import { paths } from "~/paths";

type Door = Pick<AppLoadContext, "execute">;

/** Where to go once it is undone, or why it cannot be, in French. */
type Undone = { ok: true; href: string } | { ok: false; message: string };

type Undo = {
  permission: Permission;
  undo(door: Door, actor: MemberActor, id: string): Promise<Undone>;
};

/** How each kind is undone: by a command of its own capability. */
export const undoKinds: Record<UndoKind, Undo> = {
  // Many files at once: the import's own page shows which would leave and which stay, and asks.
  worker_import: {
    permission: "worker:import",
    async undo({ execute }, actor, id) {
      const { importId } = await execute(actor, getImportOfUndo, { entryId: id });
      return { ok: true, href: paths.workerImport(importId) };
    },
  },
  meeting_removal: {
    permission: "meeting:write",
    async undo({ execute }, actor, id) {
      const outcome = await execute(actor, restoreMeeting, { id });
      if (outcome.ok) return { ok: true, href: `${paths.worker(outcome.workerId)}?fait=remis` };
      return {
        ok: false,
        message: "La fiche de cette personne n’existe plus\u202f: rien n’est remis.",
      };
    },
  },
  document_removal: {
    permission: "document:write",
    async undo({ execute }, actor, id) {
      const outcome = await execute(actor, restoreDocument, { id });
      if (outcome.ok) return { ok: true, href: `${paths.workerDocuments(outcome.id)}?fait=remis` };
      return {
        ok: false,
        message:
          outcome.reason === "form_already_used"
            ? "Rien n’est annulé."
            : restoreRefusals[outcome.reason],
      };
    },
  },
  worker_merge: {
    permission: "worker:merge",
    async undo({ execute }, actor, id) {
      const outcome = await execute(actor, undoWorkerMerge, { id });
      if (outcome.ok) return { ok: true, href: `${paths.worker(outcome.id)}?fait=fusion-annulee` };
      if ("message" in outcome) {
        return {
          ok: false,
          message: `Le parcours a changé depuis la fusion et ne se partage plus en deux. ${outcome.message}`,
        };
      }
      return {
        ok: false,
        message: outcome.reason === "kept_gone" ? undoRefusals.kept_gone : "Rien n’est annulé.",
      };
    },
  },
  worker_removal: {
    permission: "worker:merge",
    async undo({ execute }, actor, id) {
      const outcome = await execute(actor, restoreWorker, { id });
      if (outcome.ok) return { ok: true, href: `${paths.worker(outcome.id)}?fait=remis` };
      return { ok: false, message: "Cette fiche n’est pas remise." };
    },
  },
};
