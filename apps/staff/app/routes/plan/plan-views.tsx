import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

/** The two pages of a plan: what is to be done, and what the person can do. */
export function PlanViews({ workerId, current }: { workerId: string; current: "plan" | "skills" }) {
  const views = [
    { key: "plan", label: "Objectifs et actions", href: paths.workerPlan(workerId) },
    { key: "skills", label: "Compétences", href: paths.workerSkills(workerId) },
  ];
  return (
    <nav aria-label="Plan d’action" className="print:hidden">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {views.map(({ key, label, href }) => (
          <li key={key}>
            <Link
              href={href}
              aria-current={key === current ? "page" : undefined}
              className="inline-flex min-h-9 items-center aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:no-underline"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
