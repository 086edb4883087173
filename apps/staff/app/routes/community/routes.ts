import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("propositions", "routes/community/proposals.tsx"),
  route("propositions/:id", "routes/community/proposal.tsx"),
  route("mises-en-relation", "routes/community/contacts.tsx"),
  route("annuaire/a-confirmer", "routes/community/to-confirm.tsx"),
  route("activites/:id/vie", "routes/community/activity-life.tsx"),
  route("activites/:id/experiences/nouvelle", "routes/community/new-experience.tsx"),
  route("ressources/:id/vie", "routes/community/resource-life.tsx"),
] satisfies RouteConfig;
