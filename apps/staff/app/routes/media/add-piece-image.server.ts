import type { MemberActor } from "@essaim/identity/actor";
import { addPieceImage, announcePieceImage } from "@essaim/media/piece/image.commands";
import type { Upload } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";
import { addImageTo } from "~/routes/directory/add-image.server";

/**
 * Adds the image of a form to a piece, as to a record of the directory.
 * @returns null when it is done, or the form to show again
 */
export const addPieceImageOf = (
  context: AppLoadContext,
  actor: MemberActor,
  piece: { id: string; version: number },
  upload: Upload,
) =>
  addImageTo(context, actor, upload, {
    announce: (asked, options) =>
      context.execute(actor, announcePieceImage, { id: piece.id, ...asked }, options),
    add: (image, options) => context.execute(actor, addPieceImage, { ...piece, ...image }, options),
  });
