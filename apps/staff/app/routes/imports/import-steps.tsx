import type { ImportStatus } from "@essaim/accompaniment/import/import.schema";
import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

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
  const at = steps.findIndex((step) => step.key === current);
  return (
    <nav aria-label="Étapes de la reprise" className="print:hidden">
      <ol className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {steps.map((step, index) => {
          const href = one && hrefOf(step.key, one);
          return (
            <li
              key={step.key}
              aria-current={index === at ? "step" : undefined}
              className={index === at ? "font-semibold" : "text-muted"}
            >
              <span className="inline-flex min-h-9 items-center gap-1.5">
                {index < at ? <Icon name="check" size={16} /> : <span>{index + 1}.</span>}
                {href && index !== at ? <Link href={href}>{step.label}</Link> : step.label}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
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
