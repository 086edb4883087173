import { daysBetween } from "@essaim/accompaniment/pathway/day.rules";
import { isOpen, isOverdue } from "@essaim/accompaniment/plan/plan.rules";
import { Badge } from "@essaim/ui/badge";
import { formatDate, formatRelativeDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { StepForm } from "./step-form";

export type ShownAction = {
  id: string;
  label: string;
  dueOn: string | null;
  doneOn: string | null;
  droppedOn: string | null;
};

/** « Fait », or « À refaire » once it is: the same button, so that it keeps its focus. */
export function ActionButton({ action }: { action: ShownAction }) {
  const isToDo = isOpen(action);
  return (
    <StepForm
      action={paths.actionStep(action.id)}
      fields={{ step: isToDo ? "done" : "open" }}
      line={`action-${action.id}`}
      icon={isToDo ? "check" : undefined}
      variant={isToDo ? "secondary" : "quiet"}
    >
      {isToDo ? "Fait" : "À refaire"}
      <span className="sr-only">&#8239;: {action.label}</span>
    </StepForm>
  );
}

/** One line of a plan: what is to be done, by when, and one click to say it is. */
export function ActionLine({
  action,
  day,
  title,
  note,
  mayWrite,
  editHref,
}: {
  action: ShownAction;
  day: string;
  /** Above what is to be done: whose action it is, where the page is not about one person. */
  title?: ReactNode;
  /** After the day: who does it, where it was agreed. */
  note?: ReactNode;
  mayWrite: boolean;
  editHref?: string;
}) {
  return (
    <li
      id={`action-${action.id}`}
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2.5"
    >
      <div className="min-w-0 flex-1 basis-56">
        {title}
        <span className={action.doneOn ? "block text-muted line-through" : "block"}>
          {action.label}
        </span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <When action={action} day={day} />
          {note}
        </span>
      </div>
      {mayWrite && (
        <div className="flex shrink-0 items-center gap-2 print:hidden">
          {editHref && (
            <Link href={editHref} className="inline-flex min-h-8 items-center text-sm">
              Modifier<span className="sr-only"> «&#8239;{action.label}&#8239;»</span>
            </Link>
          )}
          <ActionButton action={action} />
        </div>
      )}
    </li>
  );
}

function When({ action, day }: { action: ShownAction; day: string }) {
  const { dueOn, doneOn, droppedOn } = action;
  if (doneOn) return <span role="status">Fait {formatRelativeDate(doneOn, day)}</span>;
  if (droppedOn) return <span>Mis de côté le {formatDate(droppedOn)}</span>;
  if (!dueOn) return <span>Sans date</span>;
  const isLate = isOverdue(action, day);
  return (
    <>
      <span>
        Pour le <time dateTime={dueOn}>{formatDate(dueOn)}</time>
        {!isLate && `, ${formatRelativeDate(dueOn, day)}`}
      </span>
      {isLate && (
        <Badge tone="danger" icon="clock">
          {plural(daysBetween(dueOn, day), "jour de retard", "jours de retard")}
        </Badge>
      )}
    </>
  );
}
