import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("communication", "routes/campaigns/campaigns.tsx"),
  route("communication/nouvelle", "routes/campaigns/new-campaign.tsx"),
  route("communication/:id", "routes/campaigns/campaign.tsx"),
  route("communication/:id/modifier", "routes/campaigns/edit-campaign.tsx"),
  route("communication/:id/supprimer", "routes/campaigns/remove-campaign.tsx"),
] satisfies RouteConfig;
