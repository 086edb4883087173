import { type RouteConfig, route } from "@remix-run/route-config";

export const spending = [
  route("depenses", "routes/funding/spending/expenses.tsx"),
  route("depenses/nouvelle", "routes/funding/spending/new-expense.tsx"),
  route("depenses/:id", "routes/funding/spending/expense.tsx"),
  route("depenses/:id/modifier", "routes/funding/spending/edit-expense.tsx"),
  route("depenses/:id/supprimer", "routes/funding/spending/remove-expense.tsx"),
  route("depenses/:id/pieces/:fileId", "routes/funding/spending/evidence.ts"),
] satisfies RouteConfig;
