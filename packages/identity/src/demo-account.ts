import type { Role } from "./permission.ts";
import { roleLabels } from "./role.schema.ts";

/** Known to everybody: such accounts open nothing in production unless ESSAIM_DEMO says so. */
export const demoPassword = "essaim-demo-2026";

const account = (email: string, role: Role, organisation: string) => ({
  email,
  role,
  roleLabel: roleLabels[role],
  organisation,
});

/** The accounts of the demonstration, as the sign-in page lists them. */
export const demoAccounts = [
  account("coach@essaim.test", "coach", "Optéos"),
  account("direction@essaim.test", "manager", "Optéos"),
  account("media@essaim.test", "editor", "Optéos"),
  account("financeur@essaim.test", "funder", "Optéos"),
  account("admin@essaim.test", "admin", "Optéos"),
  account("coach@autre.test", "coach", "une autre coopérative"),
];
