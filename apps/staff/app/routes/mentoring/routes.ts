import { type RouteConfig, route } from "@remix-run/route-config";

/** Tabs of a person's page. */
export const ofPerson = [
  route("parrainage", "routes/mentoring/person-mentoring.tsx"),
] satisfies RouteConfig;

export default [route("parrainages", "routes/mentoring/mentorships.tsx")] satisfies RouteConfig;
