import { type RouteConfig, route } from "@remix-run/route-config";

/** Tabs of a person's page. */
export const ofPerson = [
  route("documents", "routes/documents/person-documents.tsx"),
] satisfies RouteConfig;

export default [
  route("personnes/:id/documents/:documentId", "routes/documents/download.ts"),
] satisfies RouteConfig;
