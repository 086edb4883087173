import type { WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { residenceLabels } from "@essaim/accompaniment/worker/worker.schema";
import { communeLabel } from "@essaim/accompaniment/worker/worker.words";
import type { ReactNode } from "react";

type Place = Pick<WorkerRecord, "addressLine" | "postcode" | "communeName" | "departmentCode">;

/** The postcode and the commune, which are one line of an address: « 59800 Lille ». Null when neither is known. */
export function townText({
  postcode,
  communeName: name,
  departmentCode,
}: Omit<Place, "addressLine">) {
  if (!name || !departmentCode) return postcode;
  return postcode ? `${postcode} ${name}` : communeLabel({ name, departmentCode });
}

/** An address as one writes it on a letter; null when nothing of it is known. */
export function addressText(worker: Place): ReactNode {
  const town = townText(worker);
  if (!worker.addressLine) return town;
  return (
    <>
      <span className="block">{worker.addressLine}</span>
      {town}
    </>
  );
}

/** The priority neighbourhood, or that there is none; null when nobody knows, and no address could tell. */
export function neighbourhoodText({
  residence,
  neighbourhoodName,
  addressLine,
}: Pick<WorkerRecord, "residence" | "neighbourhoodName" | "addressLine">): string | null {
  if (residence === "unknown" && !addressLine) return null;
  return neighbourhoodName ?? residenceLabels[residence];
}
