import { stepsFrom } from "@essaim/media/piece/desk.rules";
import type { Stage } from "@essaim/media/piece/piece.schema";
import type { PieceKind } from "@essaim/media/piece/published-piece.schema";
import { Button } from "@essaim/ui/button";
import { Form } from "@remix-run/react";

/** The named steps of a piece from where it is, each a button. */
export function StepButtons({
  piece,
  submissionId,
}: {
  piece: { id: string; version: number; kind: PieceKind; stage: Stage; title: string };
  submissionId: string;
}) {
  return (
    <Form method="post" className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <input type="hidden" name="step" value="move" />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="id" value={piece.id} />
      <input type="hidden" name="version" value={piece.version} />
      {stepsFrom(piece.kind, piece.stage).map(({ stage, label }, index) => (
        <Button
          key={stage}
          type="submit"
          name="stage"
          value={stage}
          size="small"
          variant={index === 0 ? "secondary" : "quiet"}
        >
          {label}
          <span className="sr-only">&#8239;: {piece.title}</span>
        </Button>
      ))}
    </Form>
  );
}
