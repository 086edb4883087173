import type { Territory } from "./territory.server";

/** Said in and beside the files that hold the team's own counts: small numbers may point at somebody. */
export const CONFIDENTIAL = "ne pas diffuser\u202f: nombres exacts, rien n’est masqué";

/** Are these counts of people, or of what people did, before disclosure control? */
export const isConfidential = ({ reading, measure }: Pick<Territory, "reading" | "measure">) =>
  reading === "team" && (measure.kind === "people" || measure.kind === "contributions");
