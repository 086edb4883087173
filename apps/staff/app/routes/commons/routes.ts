import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("communs", "routes/commons/register/register.tsx"),
  route("communs/:id", "routes/commons/register/commons-page.tsx"),
  route("communs/:id/modifier", "routes/commons/register/edit-commons.tsx"),
  route("contributions", "routes/commons/contributions.tsx"),
  route("contributions/nouvelle", "routes/commons/new-contribution.tsx"),
  route("contributions/:id", "routes/commons/contribution.tsx"),
  route("contributions/:id/modifier", "routes/commons/edit-contribution.tsx"),
  route("contributions/import", "routes/commons/import/send-export.tsx"),
  route("contributions/import/:file", "routes/commons/import/authors.tsx"),
  route("contributions/import/:file/essai", "routes/commons/import/trial.tsx"),
  route("partenaires", "routes/commons/partners.tsx"),
  route("partenaires/nouveau", "routes/commons/new-partner.tsx"),
  route("partenaires/:id/modifier", "routes/commons/edit-partner.tsx"),
] satisfies RouteConfig;
