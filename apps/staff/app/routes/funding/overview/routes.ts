import { type RouteConfig, route } from "@remix-run/route-config";

/** Where the money of all grants stands. */
export const overview = [
  route("financements/suivi", "routes/funding/overview/overview.tsx"),
  route("financements/suivi.csv", "routes/funding/overview/overview-csv.ts"),
  route("tresorerie", "routes/funding/overview/cash-plan.tsx"),
  route("tresorerie.csv", "routes/funding/overview/cash-plan-csv.ts"),
] satisfies RouteConfig;

/** The tab of a grant's page. */
export const overviewOfGrant = [
  route("a-verifier", "routes/funding/overview/expenses-to-check.tsx"),
] satisfies RouteConfig;
