import { type RouteConfig, route } from "@remix-run/route-config";

const file = (name: string) => `routes/imports/${name}`;

export default [
  route("personnes/import", file("imports.tsx")),
  route("personnes/import/modele/:format", file("model.ts")),
  route("personnes/import/:id", file("import.tsx")),
  route("personnes/import/:id/colonnes", file("columns.tsx")),
  route("personnes/import/:id/reponses", file("words.tsx")),
  route("personnes/import/:id/essai", file("trial.tsx")),
  route("personnes/import/:id/problemes", file("problems.ts")),
] satisfies RouteConfig;
