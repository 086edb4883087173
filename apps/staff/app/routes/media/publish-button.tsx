import { pieceRefusals } from "@essaim/media/piece/piece.schema";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Form, useNavigation } from "@remix-run/react";

/** Shows to everybody what was just read, or says who else reads it first. */
export function PublishButton({
  piece,
  digest,
  awaitsSecondReader,
  submissionId,
}: {
  piece: { version: number; isPublic: boolean };
  digest: string;
  awaitsSecondReader: boolean;
  submissionId: string;
}) {
  const isSending = useNavigation().formData?.get("step") === "publish";
  if (awaitsSecondReader) return <p className="max-w-measure">{pieceRefusals.second_reader}</p>;
  return (
    <Form method="post" className="print:hidden">
      <input type="hidden" name="step" value="publish" />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="version" value={piece.version} />
      <input type="hidden" name="digest" value={digest} />
      <SubmitButton pending={isSending}>
        {piece.isPublic ? "Publier les modifications" : "Publier"}
      </SubmitButton>
    </Form>
  );
}
