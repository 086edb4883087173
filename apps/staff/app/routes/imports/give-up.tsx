import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";

/** Lets go of an import that is not written, once it is asked twice: its file goes too. */
export function GiveUp({ id }: { id: string }) {
  return (
    <div className="border-t border-line pt-5 print:hidden">
      <Disclosure summary="Abandonner cette reprise">
        <Form method="post" action={paths.workerImport(id)} className="flex flex-col gap-3">
          <p className="max-w-measure">
            Le fichier envoyé et vos choix sont effacés. Les fiches ne changent pas&#8239;: rien n’y
            a été écrit.
          </p>
          <p>
            <Button type="submit" name="intent" value="abandonner" variant="danger">
              Abandonner et effacer le fichier
            </Button>
          </p>
        </Form>
      </Disclosure>
    </div>
  );
}
