import { restoreMeeting } from "@essaim/accompaniment/meeting/removal.commands";
import type { UndoKind } from "@essaim/accompaniment/meeting/undo.queries";
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

/** How each kind is undone: by a command of its own capability. A kind that is not here has no button. */
export const undoKinds: Partial<Record<UndoKind, Undo>> = {
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
};
