import { type RouteConfig, route } from "@remix-run/route-config";

/** Tabs of a person's page. */
export const ofPerson = [
  route("donnees", "routes/privacy/person-privacy.tsx"),
] satisfies RouteConfig;

export default [
  route("personnes/:id/donnees/effacer", "routes/privacy/erase-person.tsx"),
  route("personnes/:id/donnees/archives/:exportId", "routes/privacy/fetch-export.ts"),
  route("vie-privee", "routes/privacy/privacy.tsx"),
  route("vie-privee/note", "routes/privacy/information-note.tsx"),
] satisfies RouteConfig;
