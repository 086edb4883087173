import type { WorkerRecord } from "./worker.queries.ts";
import { type Birth, formatPhone, writeBirth } from "./worker.rules.ts";
import { residenceLabels, type WorkerKind, workerKindLabels } from "./worker.schema.ts";
import type { Words } from "./worker-change.rules.ts";

/** « Lille (59) »: the name alone would not tell the two Saint-Denis apart. */
export function communeLabel(commune: { name: string; departmentCode: string }): string {
  return `${commune.name} (${commune.departmentCode})`;
}

/** A person's identity and contact in words: what is not known is empty. */
export function identityInWords(identity: {
  givenName: string;
  familyName: string;
  phone: string | null;
  email: string | null;
  addressLine: string | null;
  postcode: string | null;
  commune: string | null;
  neighbourhood: string;
  birth: Birth | null;
  kind: WorkerKind;
  coach: string | null;
}): Words {
  return [
    ["Prénom", identity.givenName],
    ["Nom", identity.familyName],
    ["Téléphone", identity.phone ? formatPhone(identity.phone) : ""],
    ["Adresse électronique", identity.email ?? ""],
    ["Adresse", identity.addressLine ?? ""],
    ["Code postal", identity.postcode ?? ""],
    ["Commune", identity.commune ?? ""],
    ["Quartier", identity.neighbourhood],
    ["Naissance", identity.birth ? writeBirth(identity.birth) : ""],
    ["Type d’activité", workerKindLabels[identity.kind]],
    ["Accompagnement par", identity.coach ?? ""],
  ];
}

/** A saved file's identity and contact in words. */
export function workerInWords(worker: WorkerRecord): Words {
  return identityInWords({
    ...worker,
    birth: birthOf(worker),
    commune:
      worker.communeName && worker.departmentCode
        ? communeLabel({ name: worker.communeName, departmentCode: worker.departmentCode })
        : null,
    neighbourhood: worker.neighbourhoodName ?? residenceLabels[worker.residence],
    coach: worker.coachName,
  });
}

/** The birth that a file says, if any. */
export function birthOf(worker: Pick<WorkerRecord, "birthOn" | "birthYear">): Birth | null {
  return worker.birthYear === null ? null : { on: worker.birthOn, year: worker.birthYear };
}
