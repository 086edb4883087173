import { type RouteConfig, route } from "@remix-run/route-config";

/** Grants as open data. */
export const publication = [
  route("financements/donnees-ouvertes", "routes/funding/publication/open-data.tsx"),
  route("financements/donnees-ouvertes/:format", "routes/funding/publication/open-data-file.ts"),
] satisfies RouteConfig;
