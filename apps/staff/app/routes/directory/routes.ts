import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("activites", "routes/directory/activity-list.tsx"),
  route("activites/nouvelle", "routes/directory/activity-new.tsx"),
  route("activites/:id", "routes/directory/activity.tsx"),
  route("activites/:id/modifier", "routes/directory/activity-edit.tsx"),
  route("activites/:id/historique", "routes/directory/history.tsx", { id: "activity-history" }),
  route("activites/:id/images", "routes/directory/images.tsx", { id: "activity-images" }),
  route("ressources", "routes/directory/resource-list.tsx"),
  route("ressources/nouvelle", "routes/directory/resource-new.tsx"),
  route("ressources/importer", "routes/directory/resource-import.tsx"),
  route("ressources/:id", "routes/directory/resource.tsx"),
  route("ressources/:id/modifier", "routes/directory/resource-edit.tsx"),
  route("ressources/:id/historique", "routes/directory/history.tsx", { id: "resource-history" }),
  route("annuaire/a-relire", "routes/directory/reviews.tsx"),
  route("annuaire/synonymes", "routes/directory/synonyms.tsx"),
  route("annuaire/synonymes/:id", "routes/directory/synonym.tsx"),
  route("ressources/:id/images", "routes/directory/images.tsx", { id: "resource-images" }),
  route("annuaire/images/:imageId/:file", "routes/directory/image-file.ts"),
  route("annuaire/frequentation", "routes/directory/visits.tsx"),
  route("annuaire/liens", "routes/directory/dead-links.tsx"),
] satisfies RouteConfig;
