import { type RouteConfig, route } from "@remix-run/route-config";

const file = (name: string) => `routes/lists/${name}.tsx`;

export default [
  route("administration/listes", file("value-lists")),
  route("administration/listes/:key", file("value-list")),
  route("administration/listes/reponses/:id", file("list-value")),
] satisfies RouteConfig;
