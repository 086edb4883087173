import { index, type RouteConfig, route } from "@remix-run/route-config";

// app/paths.ts writes these addresses; each page exists in both languages.
export default [
  index("routes/home.tsx"),
  route("recherche", "routes/search.tsx"),
  route("activites", "routes/activities.tsx"),
  route("activites/:slug", "routes/activity.tsx"),
  route("ressources", "routes/resources.tsx"),
  route("ressources/:slug", "routes/resource.tsx"),
  route("rencontres", "routes/meetings.tsx"),
  route("rencontres/:id", "routes/meeting.tsx"),
  // Masked in the logs (packages/web/src/logger.ts): the link holds a secret.
  route("rencontres/desinscription/:link", "routes/cancel-registration.tsx"),
  route("a-propos", "routes/about.tsx"),
  route("accessibilite", "routes/accessibility.tsx"),
  route("ecoconception", "routes/ecodesign.tsx"),
  route("en", "routes/home.tsx", { id: "en/home" }),
  route("en/search", "routes/search.tsx", { id: "en/search" }),
  route("en/activities", "routes/activities.tsx", { id: "en/activities" }),
  route("en/activities/:slug", "routes/activity.tsx", { id: "en/activity" }),
  route("en/resources", "routes/resources.tsx", { id: "en/resources" }),
  route("en/resources/:slug", "routes/resource.tsx", { id: "en/resource" }),
  route("en/meetings", "routes/meetings.tsx", { id: "en/meetings" }),
  route("en/meetings/:id", "routes/meeting.tsx", { id: "en/meeting" }),
  route("en/meetings/desinscription/:link", "routes/cancel-registration.tsx", {
    id: "en/cancel-registration",
  }),
  route("en/about", "routes/about.tsx", { id: "en/about" }),
  route("en/accessibility", "routes/accessibility.tsx", { id: "en/accessibility" }),
  route("en/eco-design", "routes/ecodesign.tsx", { id: "en/eco-design" }),
  route("robots.txt", "routes/robots.ts"),
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;
