import type { NextStep } from "@essaim/accompaniment/worker/person-story-lines.queries";
import { formatDate } from "@essaim/ui/format";

/** What a meeting decided to do next, and what became of it. */
export function NextStepLine({ label, dueOn, state }: NextStep) {
  const became = {
    done: "fait",
    dropped: "mis de côté",
    open: dueOn && `pour le ${formatDate(dueOn)}`,
  }[state];
  return (
    <p className="border-l-2 border-line pl-3">
      <span className="text-muted">Suite prévue&#8239;: </span>
      {state === "dropped" ? <s className="text-muted">{label}</s> : label}
      {became && <span className="text-muted"> ({became})</span>}
    </p>
  );
}
