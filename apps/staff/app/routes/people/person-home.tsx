import type { WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import { residenceLabels } from "@essaim/accompaniment/worker/worker.schema";
import { DescriptionList } from "@essaim/ui/description-list";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";
import { birthText } from "./birth-text";

/** How to reach a person, and where they live. */
export function Contact({ worker, day }: { worker: WorkerRecord; day: string }) {
  const { addressLine, postcode, communeName, departmentCode } = worker;
  const town = [postcode, communeName].filter(Boolean).join(" ");
  const place = postcode || !departmentCode ? town : `${town} (${departmentCode})`;
  return (
    <Section title="Coordonnées" rule={false}>
      <DescriptionList
        items={[
          {
            term: "Téléphone",
            value: worker.phone && <a href={`tel:${worker.phone}`}>{formatPhone(worker.phone)}</a>,
          },
          {
            term: "Adresse électronique",
            value: worker.email && (
              <a href={`mailto:${worker.email}`} className="wrap-anywhere">
                {worker.email}
              </a>
            ),
          },
          {
            term: "Domicile",
            value: (addressLine || town) && (
              <>
                {addressLine && <span className="block">{addressLine}</span>}
                {place}
              </>
            ),
          },
          {
            term: "Quartier",
            value:
              worker.residence === "priority"
                ? worker.neighbourhoodName
                : worker.residence === "outside"
                  ? residenceLabels.outside
                  : null,
          },
          {
            term: "Naissance",
            value: birthText(worker, day),
          },
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
