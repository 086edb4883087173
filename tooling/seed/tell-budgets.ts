import { setGrantBudget } from "@essaim/funding/budget/budget-line.commands";
import { getGrantBudget } from "@essaim/funding/budget/budget-line.queries";
import { createPlan, editPlan, settlePlan } from "@essaim/funding/budget/plan.commands";
import { addRule } from "@essaim/funding/budget/rule.commands";
import type { RuleInput } from "@essaim/funding/budget/rule.schema";
import { listGrants } from "@essaim/funding/grant/grant.queries";
import { grantFilterSchema } from "@essaim/funding/grant/grant.schema";
import { fr } from "./french.ts";
import { type Story, saved } from "./tell.ts";

type Line = { label: string; account: string; euros: number; action?: string; takesAid?: true };

/** Less than the invented grant, so that something is still to divide. */
const lines: readonly Line[] = [
  {
    label: fr`Salaires de l'accompagnement`,
    account: "64",
    euros: 18_000,
    action: fr`Accompagnement`,
  },
  { label: fr`Montage et déplacements`, account: "62", euros: 4_800, action: fr`Média` },
  { label: fr`Loyer de l'atelier`, account: "61", euros: 4_000 },
  {
    label: fr`Petites aides`,
    account: "65",
    euros: 2_000,
    action: fr`Accompagnement`,
    takesAid: true,
  },
  { label: fr`Papier et affiches`, account: "60", euros: 1_200, action: fr`Communication` },
  { label: fr`Heures bénévoles`, account: "864", euros: 6_000, action: fr`Recensement` },
];

const rules: readonly RuleInput[] = [
  {
    ...{ kind: "period", daysBefore: 0, daysAfter: 30, severity: "refuse" },
    reason: fr`Article 4 (exemple de démonstration).`,
  },
  {
    ...{ kind: "no_accounts", accounts: ["66", "67"], severity: "refuse" },
    reason: fr`Ni frais financiers ni amendes (exemple de démonstration).`,
  },
  {
    ...{ kind: "ceiling", accounts: ["62"], maxShare: 2_000, severity: "warn" },
    reason: fr`Les prestations restent l'exception (exemple de démonstration).`,
  },
];

const charges: readonly Line[] = [
  { label: fr`Salaires de l'équipe`, account: "64", euros: 30_000, action: fr`Accompagnement` },
  { label: fr`Montage et traduction`, account: "62", euros: 9_000, action: fr`Média` },
  { label: fr`Loyer et assurance`, account: "61", euros: 5_000 },
  { label: fr`Fournitures et affiches`, account: "60", euros: 3_000, action: fr`Communication` },
  { label: fr`Taxe sur les salaires`, account: "63", euros: 1_000, action: fr`Accompagnement` },
  { label: fr`Heures bénévoles`, account: "864", euros: 6_000, action: fr`Recensement` },
];

/** The invented grant of this year divided, its rules, and two plans: one settled, one that still looks for money. */
export async function addBudgets(story: Story): Promise<void> {
  const { execute, manager, today } = story;
  const year = Number(today.slice(0, 4));
  const { grants } = await execute(manager, listGrants, grantFilterSchema.parse({}));
  const find = (starts: number) => grants.find((grant) => grant.startsOn === `${starts}-01-01`);
  const [running, next] = [find(year), find(year + 1)];
  if (!running || !next) throw new Error("The demonstration has no invented grants");

  const budget = await execute(manager, getGrantBudget, { id: running.id });
  const actionOf = (name: string | undefined) =>
    budget.actions.find((action) => action.name === name)?.id ?? null;
  saved(
    await execute(manager, setGrantBudget, {
      grantId: running.id,
      version: budget.version,
      lines: lines.map(({ euros, action, takesAid = false, ...line }) => ({
        ...{ id: null, startsOn: null, endsOn: null, isClosed: false },
        ...line,
        takesAid,
        amountCents: euros * 100,
        actionId: actionOf(action),
      })),
    }),
    "The budget",
  );
  for (const rule of rules) {
    saved(await execute(manager, addRule, { grantId: running.id, rule }), rule.reason);
  }

  const plan = async (title: string, of: number, parts: Parts) => {
    const heading = { title, startsOn: `${of}-01-01`, endsOn: `${of}-12-31`, note: parts.note };
    const { programmeId } = budget;
    const { id } = saved(await execute(manager, createPlan, { ...heading, programmeId }), title);
    const rows = (some: readonly Line[]) =>
      some.map(({ label, account, euros }) => ({ label, account, amountCents: euros * 100 }));
    saved(
      await execute(manager, editPlan, {
        ...{ ...heading, id, version: 1, grantIds: [parts.grantId] },
        charges: rows(parts.charges).map((row, index) => ({
          ...row,
          actionId: actionOf(parts.charges[index]?.action),
        })),
        products: rows(parts.products),
      }),
      title,
    );
    if (parts.isSettled) saved(await execute(manager, settlePlan, { id, version: 2 }), title);
  };
  const paid = (budget.cents ?? 0) / 100;
  await plan(fr`Budget prévisionnel ${String(year)} (exemple de démonstration)`, year, {
    grantId: running.id,
    charges,
    products: [
      { label: fr`Ateliers vendus`, account: "70", euros: 6_000 },
      { label: fr`Part de la coopérative`, account: "75", euros: 48_000 - 6_000 - paid },
      { label: fr`Bénévolat`, account: "87", euros: 6_000 },
    ],
    note: fr`Montants inventés.`,
    isSettled: true,
  });
  await plan(fr`Budget prévisionnel ${String(year + 1)} (exemple de démonstration)`, year + 1, {
    grantId: next.id,
    charges: charges.slice(0, 3),
    products: [{ label: fr`Ateliers vendus`, account: "70", euros: 8_000 }],
    note: fr`Montants inventés. Il manque encore un financeur.`,
    isSettled: false,
  });
}

type Parts = {
  grantId: string;
  charges: readonly Line[];
  products: readonly Line[];
  note: string;
  isSettled: boolean;
};
