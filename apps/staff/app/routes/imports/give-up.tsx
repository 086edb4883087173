import { Button } from "@essaim/ui/button";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";

/** Lets go of an import that is not written. */
export function GiveUp({ id }: { id: string }) {
  return (
    <Form method="post" action={paths.workerImport(id)} className="border-t border-line pt-5">
      <Button type="submit" name="intent" value="abandonner" variant="quiet" icon="delete">
        Abandonner cette reprise
      </Button>
      <p className="mt-1 text-sm text-muted">
        Le fichier est effacé. Rien n’a été écrit dans les fiches.
      </p>
    </Form>
  );
}
