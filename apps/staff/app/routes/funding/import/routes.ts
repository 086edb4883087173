import { type RouteConfig, route } from "@remix-run/route-config";

const file = (name: string) => `routes/funding/import/${name}`;

export const spendingImports = [
  route("depenses/import", file("imports.tsx")),
  route("depenses/import/modele/:source", file("model.ts")),
  route("depenses/import/:id", file("import.tsx")),
  route("depenses/import/:id/colonnes", file("columns.tsx")),
  route("depenses/import/:id/lignes", file("places.tsx")),
  route("depenses/import/:id/essai", file("trial.tsx")),
] satisfies RouteConfig;
