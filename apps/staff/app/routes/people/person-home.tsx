import type { WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { DescriptionList } from "@essaim/ui/description-list";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";
import { addressText, neighbourhoodText } from "./address-text";
import { birthText } from "./birth-text";

/** Where a person lives, and their birth. How to reach them is above every tab. */
export function Home({ worker, day }: { worker: WorkerRecord; day: string }) {
  return (
    <Section title="Domicile et naissance" rule={false}>
      <DescriptionList
        items={[
          { term: "Domicile", value: addressText(worker) },
          {
            term: "Quartier",
            value: neighbourhoodText(worker),
            action: <Link href={paths.residence(worker.id)}>Lieu de vie</Link>,
          },
          { term: "Naissance", value: birthText(worker, day) },
        ]}
      />
    </Section>
  );
}

/** The commons that a person relies on. */
export function Commons({ resources }: Pick<WorkerRecord, "resources">) {
  return (
    <Section title="Communs utilisés" rule={false}>
      {resources.length > 0 ? (
        <ul className="flex flex-col">
          {resources.map((resource) => (
            <li key={resource.id} className="border-b border-line py-2">
              <Link href={paths.resource(resource.id)}>{resource.name}</Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">Aucun pour l’instant.</p>
      )}
    </Section>
  );
}
