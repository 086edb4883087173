import type { ImportStatus, Source } from "@essaim/funding/import/spending-import.schema";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { StepTrail } from "~/step-trail";

type Step = "file" | "columns" | "places" | "trial" | "written";
type One = { id: string; status: ImportStatus; source: Source; isMatched: boolean };

const labels: Record<Step, string> = {
  file: "Fichier",
  columns: "Colonnes",
  places: "Lignes budgétaires",
  trial: "Essai",
  written: "Écriture",
};

/** Where an import is. Accounts have no columns to match. */
export function SpendingSteps({ current, import: one }: { current: Step; import?: One }) {
  const steps = (Object.keys(labels) as Step[]).filter(
    (step) => step !== "columns" || (one && one.source !== "fec"),
  );
  return (
    <StepTrail
      label="Étapes de la reprise"
      steps={steps.map((step) => ({ label: labels[step], href: one && hrefOf(step, one) }))}
      at={steps.indexOf(current)}
    />
  );
}

function hrefOf(step: Step, { id, status, source, isMatched }: One): string | null {
  if (status !== "read" && status !== "tried") return null;
  if (step === "columns") return paths.spendingColumns(id);
  if (step === "places" && (source === "fec" || isMatched)) return paths.spendingPlaces(id);
  return step === "trial" && status === "tried" ? paths.spendingTrial(id) : null;
}

/** Lets go of an import that is not written, once it is asked twice: its file goes too. */
export function GiveUpSpending({ id }: { id: string }) {
  return (
    <div className="border-t border-line pt-5 print:hidden">
      <Disclosure summary="Abandonner cette reprise">
        <Form method="post" action={paths.spendingImport(id)} className="flex flex-col gap-3">
          <p className="max-w-measure">
            Le fichier envoyé et vos choix sont effacés. Les dépenses ne changent pas&#8239;: rien
            n’y a été écrit.
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
