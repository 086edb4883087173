import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { Form } from "@remix-run/react";

/** Takes an attached file away: its bytes go with it, so that it is asked once. */
export function RemoveFile({
  file,
  submissionId,
}: {
  file: { id: string; name: string };
  submissionId: string;
}) {
  return (
    <Disclosure
      summary={
        <>
          Retirer<span className="sr-only"> {file.name}</span>
        </>
      }
    >
      <Form method="post">
        <input type="hidden" name="submissionId" value={submissionId} />
        <input type="hidden" name="id" value={file.id} />
        <Button type="submit" variant="danger" size="small">
          Retirer pour de bon<span className="sr-only">&#8239;: {file.name}</span>
        </Button>
      </Form>
    </Disclosure>
  );
}
