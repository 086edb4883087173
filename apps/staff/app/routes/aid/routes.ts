import { type RouteConfig, route } from "@remix-run/route-config";

/** Tabs of a person's page. */
export const ofPerson = [route("aides", "routes/aid/person-aids.tsx")] satisfies RouteConfig;

export default [
  route("aides", "routes/aid/aids.tsx"),
  route("aides/enveloppes", "routes/aid/budget-lines.tsx"),
] satisfies RouteConfig;
