import { newFileKey } from "./file.ts";
import type { DB } from "./schema.ts";
import type { Rows } from "./testing-rows.ts";

/** Inserts one row of the organisation and gives its id. */
export type Add = <T extends keyof DB & string>(table: T, values: object) => Promise<string>;

const year = { starts_on: "2026-01-01", ends_on: "2026-12-31" };

/** One row in each table of funding and of the ledger of contributions. */
export async function addFundingRows(add: Add, rows: Rows & { budgetLineId: string }) {
  const { organisationId, membershipId, workerId, resourceId, grantId, budgetLineId } = rows;
  const ofGrant = { grant_id: grantId };
  await add("grant_amendment", {
    ...ofGrant,
    signed_on: "2026-03-01",
    reason: "Prolongation",
    amount_after_cents: 500_000,
    ends_on_before: "2026-12-31",
    ends_on_after: "2027-03-31",
  });
  const instalmentId = await add("instalment", {
    ...ofGrant,
    label: "Acompte",
    expected_on: "2026-02-01",
    amount_cents: 250_000,
  });
  await add("receipt", {
    ...ofGrant,
    instalment_id: instalmentId,
    received_on: "2026-02-10",
    amount_cents: 250_000,
  });
  const planId = await add("funding_plan", {
    ...year,
    programme_id: await add("programme", { name: "Communs" }),
    title: "Plan",
  });
  await add("plan_entry", {
    plan_id: planId,
    position: 1,
    side: "charge",
    account: "64",
    label: "Salaires",
    amount_cents: 250_000,
  });
  await add("grant_report", {
    ...ofGrant,
    form: "cerfa",
    stage: "final",
    label: "Compte rendu",
    covers_from: "2026-01-01",
    covers_to: "2026-12-31",
    due_on: "2027-03-31",
  });
  await add("spending_import", {
    source: "fec",
    file_name: "fec.txt",
    created_by: membershipId,
  });
  const expenseId = await add("expense", {
    kind: "purchase",
    label: "Un casque",
    account: "606",
    incurred_on: "2026-02-01",
    amount_cents: 5_000,
  });
  await add("expense_allocation", {
    expense_id: expenseId,
    budget_line_id: budgetLineId,
    amount_cents: 5_000,
  });
  // No line pays it: the database notes it in unsplit_expense.
  await add("expense", {
    kind: "purchase",
    label: "Un cadenas",
    account: "606",
    incurred_on: "2026-02-02",
    amount_cents: 2_000,
  });
  await add("eligibility_rule", {
    ...ofGrant,
    kind: "no_accounts",
    accounts: "{67}",
    severity: "refuse",
  });
  await add("funding_file", {
    expense_id: expenseId,
    kind: "evidence",
    name: "facture.pdf",
    content_type: "application/pdf",
    size_bytes: 10,
    sha256: "0".repeat(64),
    storage_key: newFileKey(organisationId),
  });

  const toCommons = { open_resource_id: resourceId };
  await add("commons", toCommons);
  const contributionId = await add("contribution", {
    ...toCommons,
    kind: "code",
    contributed_on: "2026-02-01",
    description: "Une correction",
  });
  await add("contribution_import", {
    ...toCommons,
    source: "git",
    created_count: 0,
    joined_count: 0,
    created_by: membershipId,
  });
  const ofContribution = { contribution_id: contributionId, happened_on: "2026-02-01" };
  await add("contribution_item", {
    ...ofContribution,
    source: "git",
    source_key: "0000000",
    title: "Corrige",
  });
  await add("upstream_event", { ...ofContribution, state: "proposed" });
  await add("contributor_alias", { source: "git", alias: "lea", standing: "organisation" });
  await add("contribution_intention", {
    ...toCommons,
    kind: "gift",
    description: "Un don",
    planned_on: "2026-12-01",
  });
  await add("share_statement", { ...toCommons, year: 2026, share_count: 1, nominal_cents: 10_000 });
  await add("valuation_rule", {
    cents_per_hour: 3_000,
    valid_from: "2026-01-01",
    reason: "Coût moyen d’une heure",
  });
  const potId = await add("reward_pot", {
    ...toCommons,
    title: "Traductions",
    amount_cents: 100_000,
    opened_on: "2026-01-01",
    claims_until: "2026-06-30",
  });
  const claimId = await add("reward_claim", {
    pot_id: potId,
    worker_id: workerId,
    work: "Traduction du guide",
    wished_cents: 20_000,
    declared_on: "2026-02-01",
  });
  const roundId = await add("reward_round", {
    pot_id: potId,
    number: 1,
    proposed_on: "2026-03-01",
  });
  await add("reward_share", {
    pot_id: potId,
    round_id: roundId,
    claim_id: claimId,
    amount_cents: 20_000,
  });
}
