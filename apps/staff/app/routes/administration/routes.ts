import { type RouteConfig, route } from "@remix-run/route-config";

const file = (name: string) => `routes/administration/${name}.tsx`;

export default [
  route("administration/membres", file("members")),
  route("administration/membres/invitation", file("new-invitation")),
  route("administration/membres/:id", file("member")),
  route("administration/journal", file("audit")),
  route("administration/organisation", file("organisation")),
  route("administration/territoire", file("territory")),
] satisfies RouteConfig;
