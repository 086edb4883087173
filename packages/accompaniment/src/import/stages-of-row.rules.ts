import { daysAfter } from "@essaim/database/today";
import { decidePathway, latestTerm, type Stage } from "../pathway/stage.rules.ts";
import { type StageKind, stageLabels } from "../pathway/stage.schema.ts";
import { readDayCell } from "./cell-value.rules.ts";
import type { PreparedStage } from "./prepared.schema.ts";
import type { RowReader } from "./row-reader.ts";

/** The stages that a column of their own dates. */
const stageFields: readonly { field: string; kind: StageKind; term?: string }[] = [
  { field: "candidate", kind: "candidate" },
  { field: "diagnosis", kind: "diagnosis" },
  { field: "cape", kind: "cape", term: "capeTerm" },
  { field: "renewal1", kind: "cape_renewal", term: "renewal1Term" },
  { field: "renewal2", kind: "cape_renewal", term: "renewal2Term" },
  { field: "cesa", kind: "cesa" },
  { field: "amendment", kind: "amendment" },
  { field: "associate", kind: "associate" },
  { field: "exit", kind: "exit" },
];

/** A stage of a row; its id is the field that dates it. */
type RowStage = Stage & { termField?: string };

/** The day that a field says; the reason it cannot be read is told. */
export function dayOf(reader: RowReader, field: string, latestYear: number): string | null {
  const [first] = reader.filled(field);
  if (!first) return null;
  const { plan } = reader;
  const read = readDayCell(first.cell, {
    latestYear,
    isAmerican: plan.monthFirst.has(first.column),
    is1904: plan.is1904,
  });
  if (read.repair) reader.repairs.push(read.repair);
  if (read.ok) return read.day;
  reader.refuseAt(first.column, read.message);
  return null;
}

/**
 * The pathway that a row tells, judged by the rules of every pathway. A beginning of the support that comes before
 * the first stage is a candidature; a term that is not written is worked out.
 * @returns the stages in their order; null when something is wrong, which has been told
 */
export function stagesOfRow(
  reader: RowReader,
  supportedFrom: string | null,
  today: string,
): PreparedStage[] | null {
  const before = reader.problems.length;
  const latestYear = Number(today.slice(0, 4)) + 1;
  const stages: RowStage[] = [];
  for (const { field, kind, term } of stageFields) {
    const startsOn = dayOf(reader, field, latestYear);
    const termOn = term ? dayOf(reader, term, latestYear) : null;
    if (startsOn) stages.push({ id: field, kind, startsOn, termOn, termField: term });
    else if (termOn && term && reader.filled(field).length === 0) {
      reader.refuse(term, "Un terme est indiqué sans le début de ce contrat.");
    }
  }
  addCurrentStage(reader, stages, supportedFrom, latestYear);
  if (reader.problems.length > before) return null;
  addBeginning(reader, stages, supportedFrom);
  completeTerms(reader, stages);
  if (reader.problems.length > before) return null;
  const decision = decidePathway(stages, today);
  if (!decision.ok) {
    refusePathway(reader, stages, decision);
    return null;
  }
  const answers = exitAnswers(reader, stages);
  return decision.stages.map(({ kind, startsOn, termOn, endsOn }) => ({
    kind,
    startsOn,
    termOn,
    endsOn,
    ...(kind === "exit" ? answers : { exitReasonId: null, exitDestinationId: null }),
  }));
}

/** « Type de contrat » with its dates. */
function addCurrentStage(
  reader: RowReader,
  stages: RowStage[],
  supportedFrom: string | null,
  latestYear: number,
): void {
  const kind = reader.choice("currentStage") as StageKind | null;
  const from = dayOf(reader, "currentFrom", latestYear);
  const termOn = dayOf(reader, "currentTerm", latestYear);
  if (!kind) {
    if (from || termOn) {
      reader.refuse(
        from ? "currentFrom" : "currentTerm",
        "Une date de contrat est indiquée sans dire lequel.",
      );
    }
    return;
  }
  // A column of its own says it better, even when its date cannot be read.
  const own = stageFields.find((one) => one.kind === kind)?.field;
  if (own && reader.filled(own).length > 0) return;
  const isOpening = kind === "candidate" || kind === "diagnosis";
  const startsOn =
    kind === "exit" ? (termOn ?? from) : (from ?? (isOpening ? supportedFrom : null));
  if (!startsOn) {
    if (reader.filled("currentFrom").length === 0) {
      reader.refuse(
        "currentStage",
        `«\u202f${stageLabels[kind]}\u202f» est indiqué sans sa date. Ajoutez-la, ou laissez la case vide.`,
      );
    }
    return;
  }
  stages.push({
    id: "currentFrom",
    kind,
    startsOn,
    termOn: kind === "cape" || kind === "cape_renewal" ? termOn : null,
    termField: "currentTerm",
  });
}

function addBeginning(reader: RowReader, stages: RowStage[], supportedFrom: string | null): void {
  if (!supportedFrom) return;
  const first = [...stages].sort((a, b) => a.startsOn.localeCompare(b.startsOn))[0];
  if (!first || supportedFrom < first.startsOn) {
    stages.push({ id: "supportedFrom", kind: "candidate", startsOn: supportedFrom, termOn: null });
  } else if (supportedFrom > first.startsOn && reader.columnOf("supportedFrom") !== null) {
    reader.refuse(
      "supportedFrom",
      `L’accompagnement commencerait après sa première étape (${stageLabels[first.kind]}).`,
    );
  }
}

/** A CAPE without a term ends on the eve of its renewal, or after twelve months less a day. */
function completeTerms(reader: RowReader, stages: RowStage[]): void {
  for (const stage of stages) {
    const isContract = stage.kind === "cape" || stage.kind === "cape_renewal";
    if (!isContract || stage.termOn || !stage.termField) continue;
    if (reader.filled(stage.termField).length > 0) continue;
    const renewal = stages
      .filter((other) => other.kind === "cape_renewal" && other.startsOn > stage.startsOn)
      .sort((a, b) => a.startsOn.localeCompare(b.startsOn))[0];
    const latest = latestTerm(stage.startsOn);
    const eve = renewal ? daysAfter(renewal.startsOn, -1) : latest;
    stage.termOn = [eve, latest].sort()[0] ?? latest;
    reader.repairs.push("term_computed");
  }
}

function refusePathway(
  reader: RowReader,
  stages: readonly RowStage[],
  refusal: { stageId: string | null; field: string; message: string },
): void {
  const stage = stages.find((one) => one.id === refusal.stageId);
  if (!stage) {
    // A date that cannot be read has been told already.
    if (reader.filled("supportedFrom").length > 0) return;
    const column = reader.columnOf("supportedFrom");
    reader.refuseAt(column, "Indiquez le jour où l’accompagnement a commencé.");
    return;
  }
  const isTerm = refusal.field === "termOn" && stage.termField;
  const field = isTerm ? (stage.termField ?? stage.id) : stage.id;
  const column =
    reader.columnOf(field) ?? reader.columnOf(stage.id) ?? reader.columnOf("currentStage");
  reader.refuseAt(column, `${stageLabels[stage.kind]}\u202f: ${refusal.message}`);
}

function exitAnswers(reader: RowReader, stages: readonly RowStage[]) {
  const exitReasonId = reader.choice("exitReason");
  const exitDestinationId = reader.choice("exitDestination");
  if (!stages.some((stage) => stage.kind === "exit")) {
    const field = exitReasonId ? "exitReason" : exitDestinationId ? "exitDestination" : null;
    if (field) reader.refuse(field, "Une sortie est décrite sans sa date.");
  }
  return { exitReasonId, exitDestinationId };
}
