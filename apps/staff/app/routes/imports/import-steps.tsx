import type { ImportStatus } from "@essaim/accompaniment/import/import.schema";
import { paths } from "~/paths";
import { StepTrail } from "~/step-trail";

export type Step = "file" | "columns" | "words" | "trial" | "written";

const steps: readonly { key: Step; label: string }[] = [
  { key: "file", label: "Fichier" },
  { key: "columns", label: "Colonnes" },
  { key: "words", label: "Réponses" },
  { key: "trial", label: "Essai" },
  { key: "written", label: "Écriture" },
];

/** Where an import is, and the steps that one may go back to. */
export function ImportSteps({
  current,
  import: one,
}: {
  current: Step;
  import?: { id: string; status: ImportStatus; isMatched: boolean };
}) {
  return (
    <StepTrail
      label="Étapes de la reprise"
      steps={steps.map(({ key, label }) => ({ label, href: one && hrefOf(key, one) }))}
      at={steps.findIndex((step) => step.key === current)}
    />
  );
}

function hrefOf(
  step: Step,
  { id, status, isMatched }: { id: string; status: ImportStatus; isMatched: boolean },
): string | null {
  if (status !== "read" && status !== "tried") return null;
  if (step === "columns") return paths.importColumns(id);
  if (step === "words" && isMatched) return paths.importWords(id);
  return step === "trial" && status === "tried" ? paths.importTrial(id) : null;
}
