import { type RouteConfig, route } from "@remix-run/route-config";

/** Tabs of a grant's page. */
export const budgetOfGrant = [
  route("budget", "routes/funding/budget/grant-budget.tsx"),
  route("regles", "routes/funding/budget/grant-rules.tsx"),
] satisfies RouteConfig;

export const budget = [
  route("financements/:id/budget/modifier", "routes/funding/budget/edit-grant-budget.tsx"),
  route("financements/fonds-propres", "routes/funding/budget/own-lines.tsx"),
  route("financements/fonds-propres/nouvelle", "routes/funding/budget/new-own-line.tsx"),
  route("financements/fonds-propres/:id/modifier", "routes/funding/budget/edit-own-line.tsx"),
  route("plans-de-financement", "routes/funding/budget/plans.tsx"),
  route("plans-de-financement/nouveau", "routes/funding/budget/new-plan.tsx"),
  route("plans-de-financement/:id", "routes/funding/budget/plan.tsx"),
  route("plans-de-financement/:id/modifier", "routes/funding/budget/edit-plan.tsx"),
] satisfies RouteConfig;
