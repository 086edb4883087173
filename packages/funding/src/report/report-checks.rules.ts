import {
  type QuestionKey,
  qualitativeQuestions,
  type ReportAnswers,
  type ReportForm,
  type ReportStage,
} from "./report.schema.ts";
import {
  gapOf,
  isCounted,
  isLeftBehind,
  isSignificantGap,
  linesByNature,
  type ReportFigures,
  type ReportSource,
} from "./report-figures.rules.ts";

/** What is missing stops a report from being sent; each names the field that answers it. */
export type Missing = {
  field: QuestionKey | "signatory" | "signatoryCapacity" | "sections";
  message: string;
};

/** What looks doubtful: read, then sent as it is or corrected. Amounts in cents. */
export type Doubt =
  | { kind: "not_over" }
  | { kind: "outside_grant" }
  | { kind: "unpaid" | "never_counted" | "without_evidence"; count: number; cents: number }
  | { kind: "undivided" | "unspent" | "to_receive"; cents: number }
  | { kind: "overspent" | "untold_product"; label: string; cents: number }
  | { kind: "unbalanced" | "unbalanced_plan" | "unbalanced_in_kind"; cents: number }
  | { kind: "no_legal_name" | "no_siret" };

type ReportInBrief = {
  form: ReportForm;
  stage: ReportStage;
  coversFrom: string;
  coversTo: string;
};
type GrantPeriod = { startsOn: string; endsOn: string };

/** Gaps of rows in money that are worth a word, charges and products alike. */
export function significantGaps(figures: ReportFigures) {
  return figures.rows.filter((row) => row.group !== "in_kind" && isSignificantGap(row));
}

/** What Cerfa 15059*02 asks and nobody has answered yet; of a free form, a text at least. */
export function missingFrom(
  report: ReportInBrief,
  figures: ReportFigures,
  answers: ReportAnswers,
): Missing[] {
  const missing: Missing[] = [];
  const want = (field: Missing["field"], isThere: boolean, message: string) => {
    if (!isThere) missing.push({ field, message });
  };
  const said = (key: QuestionKey) => Boolean(answers.texts[key]?.trim());
  if (report.form === "free") {
    const hasText = answers.sections.some((section) => section.text.trim());
    want("sections", hasText, "Écrivez au moins une partie.");
    return missing;
  }
  for (const { key, label } of qualitativeQuestions) {
    want(key, said(key), `« ${label} » est sans réponse.`);
  }
  const hasIndirect = figures.rows.some((row) => row.group === "indirect" && row.realisedCents > 0);
  want(
    "indirectRules",
    !hasIndirect || said("indirectRules"),
    "Des charges indirectes sont comptées\u202f: dites comment elles sont réparties.",
  );
  // While the action goes on, what is spent is below what is planned for the whole of it.
  const hasGap = report.stage === "final" && significantGaps(figures).length > 0;
  want("gaps", !hasGap || said("gaps"), "Des écarts dépassent 10\u00a0%\u202f: expliquez-les.");
  const hasInKind =
    figures.inKindCharges.realisedCents > 0 || figures.inKindProducts.realisedCents > 0;
  want(
    "inKind",
    !hasInKind || said("inKind"),
    "Des contributions en nature sont comptées\u202f: dites comment elles sont évaluées.",
  );
  want("signatory", Boolean(answers.signatory), "Dites qui certifie ce compte rendu.");
  want(
    "signatoryCapacity",
    Boolean(answers.signatoryCapacity),
    "Dites en quelle qualité cette personne signe.",
  );
  return missing;
}

/**
 * What a reader of the report may ask about, worst first.
 * @param today 'YYYY-MM-DD'
 * @param source.spending every expense of the lines, whatever its period
 */
export function doubtsAbout(
  report: ReportInBrief,
  grant: GrantPeriod,
  organisation: { legalName: string; siret: string | null },
  source: ReportSource,
  figures: ReportFigures,
  today: string,
): Doubt[] {
  const doubts: Doubt[] = [];
  const ofGrant = new Set(figures.lines.map(({ id }) => id));
  const own = source.spending.filter((one) => ofGrant.has(one.lineId));
  const counted = source.spending.filter((one) => isCounted(one, report));
  const tell = (
    kind: "unpaid" | "never_counted" | "without_evidence",
    concerned: readonly ReportSource["spending"][number][],
  ) => {
    const count = new Set(concerned.map(({ expenseId }) => expenseId)).size;
    const cents = concerned.reduce((sum, one) => sum + one.cents, 0);
    if (count > 0) doubts.push({ kind, count, cents });
  };
  if (report.coversTo > today) doubts.push({ kind: "not_over" });
  if (report.coversFrom < grant.startsOn || report.coversTo > grant.endsOn) {
    doubts.push({ kind: "outside_grant" });
  }
  const isWithin = (on: string) => on >= report.coversFrom && on <= report.coversTo;
  tell(
    "unpaid",
    source.spending.filter((one) => one.paidOn === null && isWithin(one.incurredOn)),
  );
  const isOutside = (on: string) => on > report.coversTo || on < grant.startsOn;
  tell(
    "never_counted",
    own.filter(
      (one) =>
        isLeftBehind(one, source) ||
        (report.stage === "final" && isOutside(one.incurredOn) && !isWithin(one.incurredOn)),
    ),
  );
  tell(
    "without_evidence",
    counted.filter((one) => !one.hasEvidence),
  );
  for (const line of figures.lines) {
    const spent = line.realisedCents + line.beforeCents;
    if (spent > line.plannedCents) {
      doubts.push({ kind: "overspent", label: line.label, cents: spent - line.plannedCents });
    }
  }
  if (report.stage === "final") {
    if (figures.undividedCents > 0) {
      doubts.push({ kind: "undivided", cents: figures.undividedCents });
    }
    const spent = linesByNature(figures).money.reduce(
      (sum, one) => sum + one.realisedCents + one.beforeCents,
      0,
    );
    if (spent < figures.awardedCents) {
      doubts.push({ kind: "unspent", cents: figures.awardedCents - spent });
    }
    if (figures.receivedCents < figures.awardedCents) {
      doubts.push({ kind: "to_receive", cents: figures.awardedCents - figures.receivedCents });
    }
    const result = figures.products.realisedCents - figures.charges.realisedCents;
    if (report.form === "cerfa" && result !== 0) doubts.push({ kind: "unbalanced", cents: result });
  }
  // No record holds what comes from elsewhere than grants: somebody tells it.
  for (const row of figures.rows) {
    const isUntold = row.side === "product" && row.key !== "74" && row.realisedCents === 0;
    if (report.stage === "final" && isUntold && row.plannedCents > 0) {
      doubts.push({ kind: "untold_product", label: row.label, cents: row.plannedCents });
    }
  }
  const plannedGap = figures.products.plannedCents - figures.charges.plannedCents;
  if (report.form === "cerfa" && plannedGap !== 0) {
    doubts.push({ kind: "unbalanced_plan", cents: plannedGap });
  }
  const inKindGap = gapOf({
    plannedCents: figures.inKindCharges.realisedCents,
    realisedCents: figures.inKindProducts.realisedCents,
  }).cents;
  if (inKindGap !== 0) doubts.push({ kind: "unbalanced_in_kind", cents: inKindGap });
  if (organisation.legalName === "") doubts.push({ kind: "no_legal_name" });
  if (organisation.siret === null) doubts.push({ kind: "no_siret" });
  return doubts;
}
