import { daysAfter } from "@essaim/database/today";
import { dayInWords, monthsAfter } from "./day.rules.ts";
import { type StageKind, stageKinds, theStages } from "./stage.schema.ts";

/** Code de commerce, article L127-2: « une durée qui ne peut excéder douze mois, renouvelable deux fois ». */
const CAPE_MONTHS = 12;
export const CAPE_RENEWALS = 2;
/** How far ahead a stage may be dated: past it, the year is mistyped. */
export const MONTHS_AHEAD = 12;

/** A stage as somebody tells it. `termOn`: the last day written in a CAPE, null for the rest. */
export type Stage = { id: string; kind: StageKind; startsOn: string; termOn: string | null };

/** `endsOn`: the last day of a contract in fact; null for a CESA that runs and for what is no contract. */
export type Dated<S extends Stage> = S & { endsOn: string | null };

export type StageField = "kind" | "startsOn" | "termOn";

/** Why a pathway cannot be so: the first stage that does not fit, and a sentence to show beside the field. */
export type PathwayRefusal = {
  ok: false;
  reason: "pathway_refused";
  /** Null when nothing is left of the pathway. */
  stageId: string | null;
  field: StageField;
  message: string;
};

/**
 * May a person's pathway be so? Decides on all their stages at once, so that what is recorded, corrected or
 * removed is judged with what comes before and after it.
 *
 * - A passage begins as a candidate, with a diagnosis or with a CAPE; the first one also with a CESA, for
 *   people taken over from elsewhere. It ends with an exit, after which another may begin, from the next day on.
 * - A CAPE lasts twelve months at most and is renewed twice at most, each time from the day after its term
 *   (code de commerce, article L127-2).
 * - A CESA needs no CAPE before it (code du travail, articles L7331-1 to L7331-3); it ends a CAPE on its eve.
 * - Amendments change a CESA. One becomes an associate under a CESA (article L7331-3), once.
 * - An exit ends the contract that runs, on its own day.
 *
 * docs/decisions/013-pathway.md says why.
 * @param stages in any order
 * @param today `YYYY-MM-DD`
 * @returns the stages in their order, each contract with its last day in fact
 */
export function decidePathway<S extends Stage>(
  stages: readonly S[],
  today: string,
): { ok: true; stages: Dated<S>[] } | PathwayRefusal {
  if (stages.length === 0) {
    const message =
      "Un parcours garde au moins une étape. Notez d’abord celle qui remplace celle-ci.";
    return { ok: false, reason: "pathway_refused", stageId: null, field: "kind", message };
  }
  const dated: Dated<S>[] = [];
  for (const stage of inOrder(stages)) {
    const fault = faultOf(stage, dated, today);
    if (fault) return { ok: false, reason: "pathway_refused", stageId: stage.id, ...fault };
    cutContract(dated, stage);
    dated.push({ ...stage, endsOn: stage.termOn });
  }
  return { ok: true, stages: dated };
}

/** The order of a pathway: by day, and on one day as stages follow each other. */
export function inOrder<S extends Pick<Stage, "kind" | "startsOn">>(stages: readonly S[]): S[] {
  return [...stages].sort(
    (a, b) =>
      a.startsOn.localeCompare(b.startsOn) ||
      stageKinds.indexOf(a.kind) - stageKinds.indexOf(b.kind),
  );
}

/** The stages since the last exit, that exit excluded: the passage that is open, maybe empty. */
export function currentPassage<S extends Pick<Stage, "kind">>(stages: readonly S[]): S[] {
  return stages.slice(stages.findLastIndex((stage) => stage.kind === "exit") + 1);
}

/** The last day that a CAPE which begins that day may have. */
export function latestTerm(startsOn: string): string {
  return daysAfter(monthsAfter(startsOn, CAPE_MONTHS), -1);
}

export function isCape(kind: StageKind): boolean {
  return kind === "cape" || kind === "cape_renewal";
}

/** Where a person stands on a day, amendments aside; null before the first stage. */
export function situationOn<S extends Pick<Stage, "kind" | "startsOn">>(
  stages: readonly S[],
  day: string,
): S | null {
  const begun = inOrder(stages).filter(
    (stage) => stage.startsOn <= day && stage.kind !== "amendment",
  );
  return begun.at(-1) ?? null;
}

export type Fault = { field: StageField; message: string };
const kindFault = (message: string): Fault => ({ field: "kind", message });
const dayFault = (message: string): Fault => ({ field: "startsOn", message });

/** What is wrong with a stage after those that come before it, all of which fit. */
function faultOf(stage: Stage, earlier: readonly Dated<Stage>[], today: string): Fault | null {
  return (
    dateFault(stage, today) ??
    termFault(stage) ??
    orderFault(stage, earlier) ??
    followers[stage.kind](stage, currentPassage(earlier))
  );
}

function dateFault({ startsOn }: Stage, today: string): Fault | null {
  if (startsOn <= monthsAfter(today, MONTHS_AHEAD)) return null;
  return dayFault("Cette date est à plus d’un an\u202f: vérifiez l’année.");
}

function termFault({ kind, startsOn, termOn }: Stage): Fault | null {
  const fault = (message: string): Fault => ({ field: "termOn", message });
  if (!isCape(kind)) return termOn === null ? null : fault("Seul un CAPE a un terme.");
  if (termOn === null) return fault("Indiquez le dernier jour écrit dans le contrat.");
  if (termOn < startsOn) return fault("Le terme vient avant le début du contrat.");
  const latest = latestTerm(startsOn);
  if (termOn <= latest) return null;
  return fault(
    `Un CAPE dure douze mois au plus\u202f: jusqu’au ${dayInWords(latest)} (code de commerce, article L127-2).`,
  );
}

const openings: readonly StageKind[] = ["candidate", "diagnosis", "cape"];

function orderFault(stage: Stage, earlier: readonly Stage[]): Fault | null {
  const { kind, startsOn } = stage;
  const before = earlier.at(-1);
  if (before?.kind === kind && before.startsOn === startsOn) {
    return dayFault("Cette étape est déjà notée ce jour-là.");
  }
  if (!before) {
    return kind === "cesa" || openings.includes(kind)
      ? null
      : kindFault(
          `Un parcours ne commence pas par cette étape\u202f: notez d’abord une candidature, un diagnostic ou un contrat.`,
        );
  }
  if (before.kind === "exit" && !openings.includes(kind)) {
    return kindFault(
      `L’accompagnement s’est arrêté le ${dayInWords(before.startsOn)}\u202f: il reprend par une candidature, un diagnostic ou un CAPE.`,
    );
  }
  return null;
}

/** Stage by stage, what is wrong with it after those of its passage. */
const followers: Record<StageKind, (stage: Stage, passage: readonly Stage[]) => Fault | null> = {
  candidate: (_, passage) =>
    passage.length === 0
      ? null
      : dayFault(`La candidature ne peut pas venir après ${named(passage[0])}.`),
  diagnosis: (_, passage) => {
    const other = passage.find((stage) => stage.kind !== "candidate");
    return other ? dayFault(`Le diagnostic ne peut pas venir après ${named(other)}.`) : null;
  },
  cape: (_, passage) => {
    const cesa = lastOf(passage, "cesa");
    if (cesa) {
      return kindFault(
        `Un CESA court depuis le ${dayInWords(cesa.startsOn)}\u202f: un CAPE ne le suit pas sans sortie.`,
      );
    }
    const cape = lastOf(passage, "cape", "cape_renewal");
    return cape
      ? kindFault(
          `Un CAPE est déjà noté le ${dayInWords(cape.startsOn)}\u202f: notez plutôt son renouvellement.`,
        )
      : null;
  },
  cape_renewal: ({ startsOn }, passage) => {
    const cesa = lastOf(passage, "cesa");
    if (cesa) {
      return kindFault(
        `Le CESA du ${dayInWords(cesa.startsOn)} a remplacé le CAPE\u202f: il ne se renouvelle plus.`,
      );
    }
    const cape = lastOf(passage, "cape", "cape_renewal");
    if (!cape?.termOn) return kindFault("Aucun CAPE n’est à renouveler ce jour-là.");
    if (renewalsLeft(passage) <= 0) {
      return kindFault(
        "Un CAPE se renouvelle deux fois au plus, soit trente-six mois en tout (code de commerce, article L127-2).",
      );
    }
    const next = daysAfter(cape.termOn, 1);
    return startsOn === next
      ? null
      : dayFault(`Un renouvellement commence le lendemain du terme\u202f: le ${dayInWords(next)}.`);
  },
  cesa: ({ startsOn }, passage) => {
    const cesa = lastOf(passage, "cesa");
    if (cesa) {
      return kindFault(
        `Un CESA court depuis le ${dayInWords(cesa.startsOn)}\u202f: notez plutôt un avenant.`,
      );
    }
    const cape = lastOf(passage, "cape", "cape_renewal");
    return cape?.startsOn === startsOn
      ? dayFault("Le CESA ne peut pas commencer le même jour que le CAPE.")
      : null;
  },
  amendment: (_, passage) =>
    lastOf(passage, "cesa")
      ? null
      : kindFault("Un avenant modifie un CESA\u202f: aucun ne court ce jour-là."),
  associate: (_, passage) => {
    const already = lastOf(passage, "associate");
    if (already) {
      return kindFault(`Cette personne est sociétaire depuis le ${dayInWords(already.startsOn)}.`);
    }
    return lastOf(passage, "cesa")
      ? null
      : kindFault(
          "On devient sociétaire une fois le CESA signé (code du travail, article L7331-3)\u202f: aucun ne court ce jour-là.",
        );
  },
  // Whatever the passage holds, one may leave.
  exit: () => null,
};

/** How many times the CAPE of a passage may still be renewed. */
export function renewalsLeft(passage: readonly Pick<Stage, "kind">[]): number {
  return CAPE_RENEWALS - passage.filter((stage) => stage.kind === "cape_renewal").length;
}

function lastOf<S extends Pick<Stage, "kind">>(
  stages: readonly S[],
  ...kinds: StageKind[]
): S | undefined {
  return stages.findLast((stage) => kinds.includes(stage.kind));
}

/** « le CAPE du 1er mai 2026 ». */
export function named(stage: Pick<Stage, "kind" | "startsOn"> | undefined): string {
  return stage ? `${theStages[stage.kind]} du ${dayInWords(stage.startsOn)}` : "";
}

/** Ends the contract that runs where a later stage cuts it short. */
function cutContract(dated: Dated<Stage>[], next: Stage): void {
  const contract = lastOf(currentPassage(dated), "cape", "cape_renewal", "cesa");
  if (!contract) return;
  const lastDay =
    next.kind === "exit"
      ? next.startsOn
      : next.kind === "cesa"
        ? daysAfter(next.startsOn, -1)
        : null;
  if (lastDay && (contract.endsOn === null || lastDay < contract.endsOn)) contract.endsOn = lastDay;
}

/**
 * What to check before a stage that the rules accept and that the law leaves open; null when there is nothing.
 * A second CAPE after an exit: the cooperatives' network advises prudence, since article L127-2 knows two
 * renewals and no new beginning.
 */
export function adviceOn(kind: StageKind, stages: readonly Pick<Stage, "kind">[]): string | null {
  if (kind !== "cape" || !stages.some((stage) => isCape(stage.kind))) return null;
  return "Cette personne a déjà eu un CAPE avec la coopérative. La loi prévoit deux renouvellements et ne dit rien d’un nouveau contrat (code de commerce, article L127-2)\u202f: vérifiez qu’il prépare un autre projet.";
}

/** A stage to propose, with the dates that it would most likely have. */
export type Suggestion = { kind: StageKind; startsOn: string; termOn: string | null };

/**
 * What may follow the latest stage of a pathway, each with dates to begin from: a renewal the day after the
 * term, a CAPE of twelve months less a day, the rest today.
 */
export function nextStages(stages: readonly Stage[], today: string): Suggestion[] {
  const last = inOrder(stages).at(-1);
  const passage = currentPassage(inOrder(stages));
  return stageKinds.flatMap((kind) => {
    const startsOn = suggestedDay(kind, passage, last, today);
    const suggestion = { kind, startsOn, termOn: isCape(kind) ? latestTerm(startsOn) : null };
    const decision = decidePathway([...stages, { id: "", ...suggestion }], today);
    return decision.ok && decision.stages.at(-1)?.id === "" ? [suggestion] : [];
  });
}

/**
 * What somebody may have forgotten to note: the stages that some day of the past or present would accept, the
 * rest of the pathway as it is.
 */
export function forgettableKinds(stages: readonly Stage[], today: string): StageKind[] {
  const days = stages
    .flatMap(({ startsOn, termOn }) => [startsOn, termOn ?? startsOn])
    .flatMap((day) => [daysAfter(day, -1), day, daysAfter(day, 1)]);
  return stageKinds.filter((kind) =>
    [...days, today].some((startsOn) => {
      const termOn = isCape(kind) ? latestTerm(startsOn) : null;
      return decidePathway([...stages, { id: "", kind, startsOn, termOn }], today).ok;
    }),
  );
}

function suggestedDay(
  kind: StageKind,
  passage: readonly Stage[],
  last: Stage | undefined,
  today: string,
): string {
  const contract = lastOf(passage, "cape", "cape_renewal");
  if (kind === "cape_renewal" && contract?.termOn) return daysAfter(contract.termOn, 1);
  if (!last || last.startsOn < today) return today;
  // After an exit, and for a CESA after a CAPE that begins the same day, the next day is the first that fits.
  const isSameDayOut = last.kind === "exit" || (kind === "cesa" && isCape(last.kind));
  return isSameDayOut || stageKinds.indexOf(kind) <= stageKinds.indexOf(last.kind)
    ? daysAfter(last.startsOn, 1)
    : last.startsOn;
}
