import { isAlert } from "@essaim/impact/target/forecast.rules";
import type { Progress } from "@essaim/impact/target/progress.rules";
import { Alert } from "@essaim/ui/alert";
import { plural } from "@essaim/ui/format";
import { alertSentence, outlookLooks } from "./progress-words";

/** The targets that call for somebody, the gravest first; nothing when none does. */
export function TargetAlerts({ targets, level }: { targets: readonly Progress[]; level: 2 | 3 }) {
  const called = targets
    .filter(({ outlook }) => isAlert(outlook))
    .sort((a, b) => Number(b.outlook === "out_of_reach") - Number(a.outlook === "out_of_reach"));
  const [gravest] = called;
  if (!gravest) return null;
  return (
    <Alert
      tone={outlookLooks[gravest.outlook]?.tone ?? "warning"}
      level={level}
      title={`${plural(called.length, "objectif demande", "objectifs demandent")} votre attention`}
    >
      <ul className="flex flex-col gap-1">
        {called.map((progress) => (
          <li key={progress.definition.key}>
            <strong>{progress.definition.name.fr}</strong>&#8239;:{" "}
            {outlookLooks[progress.outlook]?.label.toLowerCase()}. {alertSentence(progress)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
