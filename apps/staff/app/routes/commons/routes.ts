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
  route("cagnottes", "routes/commons/pots/pots.tsx"),
  route("cagnottes/nouvelle", "routes/commons/pots/new-pot.tsx"),
  route("cagnottes/:id", "routes/commons/pots/pot.tsx"),
  route("cagnottes/:id/modifier", "routes/commons/pots/edit-pot.tsx"),
  route("cagnottes/:id/partage", "routes/commons/pots/proposal.tsx"),
  route("cagnottes/:id/parts/nouvelle", "routes/commons/pots/new-claim.tsx"),
  route("cagnottes/:id/parts/:claimId/modifier", "routes/commons/pots/edit-claim.tsx"),
  route("partenaires", "routes/commons/partners.tsx"),
  route("partenaires/nouveau", "routes/commons/new-partner.tsx"),
  route("partenaires/:id/modifier", "routes/commons/edit-partner.tsx"),
] satisfies RouteConfig;
