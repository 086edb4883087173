import { type RouteConfig, route } from "@remix-run/route-config";

/** Tabs of a person's page. */
export const ofPerson = [
  route("plan", "routes/plan/person-plan.tsx"),
  route("plan/competences", "routes/plan/person-skills.tsx"),
] satisfies RouteConfig;

export default [
  route("actions/:id/modifier", "routes/plan/edit-action.tsx"),
  route("actions/:id/etat", "routes/plan/action-step.ts"),
  route("objectifs/:id/modifier", "routes/plan/edit-objective.tsx"),
  route("objectifs/:id/etat", "routes/plan/objective-step.ts"),
] satisfies RouteConfig;
