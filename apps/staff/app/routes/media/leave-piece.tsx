import type { PieceRecord } from "@essaim/media/piece/piece.queries";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { Form } from "@remix-run/react";

/** Withdrawing what is public, or giving up what never was: asked once. */
export function LeavePiece({
  piece,
  submissionId,
}: {
  piece: Pick<PieceRecord, "version" | "isPublic" | "publishedAt">;
  submissionId: string;
}) {
  const { isPublic } = piece;
  // What people signed, and past views, outlive its withdrawal.
  if (!isPublic && piece.publishedAt) return null;
  return (
    <Disclosure summary={isPublic ? "Retirer de la médiathèque" : "Abandonner ce contenu"}>
      <Form method="post" className="flex max-w-measure flex-col items-start gap-3">
        <input type="hidden" name="step" value={isPublic ? "withdraw" : "remove"} />
        <input type="hidden" name="submissionId" value={submissionId} />
        <input type="hidden" name="version" value={piece.version} />
        <p>
          {isPublic
            ? "Le public ne le lira plus, et sa page disparaîtra. Il reviendra au montage, et rien ne sera effacé ici."
            : "Ses textes, ses images et les accords signés pour lui seront effacés pour de bon. Les dépenses restent."}
        </p>
        <Button type="submit" variant="danger" size="small">
          {isPublic ? "Retirer" : "Effacer pour de bon"}
        </Button>
      </Form>
    </Disclosure>
  );
}
