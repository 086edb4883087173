import type { LikelySame } from "@essaim/accompaniment/worker/duplicate.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { SearchField } from "@essaim/ui/search-field";
import { Section } from "@essaim/ui/section";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";

type Found = { id: string; name: string; communeName: string | null };

/** Which other file: those that look alike first, or any by its name. */
export function ChooseOther({
  id,
  q,
  likely,
  found,
}: {
  id: string;
  q: string;
  likely: readonly LikelySame[];
  found: readonly Found[];
}) {
  return (
    <>
      {likely.length > 0 && (
        <Section title="Elles se ressemblent" rule={false}>
          <ul className="max-w-2xl border-t border-line">
            {likely.map((one) => (
              <Line key={one.id} {...one} href={paths.mergeWorker(id, { avec: one.id })}>
                {one.reasons.join(", ")}
              </Line>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Une autre fiche" rule={likely.length > 0}>
        <Form method="get" role="search" className="max-w-xl">
          <SearchField label="Chercher par le nom" defaultValue={q} />
        </Form>
        {found.length > 0 && (
          <ul className="max-w-2xl border-t border-line">
            {found.map((one) => (
              <Line key={one.id} {...one} href={paths.mergeWorker(id, { avec: one.id })} />
            ))}
          </ul>
        )}
        {q !== "" && found.length === 0 && (
          <EmptyState title="Aucune autre fiche ne porte ce nom" icon="search" level={3}>
            Quelques lettres suffisent, avec ou sans accents.
          </EmptyState>
        )}
      </Section>
    </>
  );
}

function Line({ name, communeName, href, children }: Found & { href: string; children?: string }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-2.5">
      <Link href={href} className="font-semibold">
        {name}
      </Link>
      <span className="text-sm text-muted">
        {[communeName, children].filter(Boolean).join(" · ")}
      </span>
    </li>
  );
}
