import { addMonths, formatISO, parseISO } from "date-fns";
import type { ReportInput } from "./report.schema.ts";

/**
 * The report that a grant usually wants: final, of its whole period, due within six months of its end (law of 12 April
 * 2000, article 10); on the form of administrations when its funder is one.
 */
export function usualReport(grant: {
  startsOn: string;
  endsOn: string;
  funderKind: string;
}): ReportInput {
  return {
    form: grant.funderKind === "public" ? "cerfa" : "free",
    stage: "final",
    label: "Compte rendu final",
    coversFrom: grant.startsOn,
    coversTo: grant.endsOn,
    dueOn: formatISO(addMonths(parseISO(grant.endsOn), 6), { representation: "date" }),
  };
}
