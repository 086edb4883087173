import { type RouteConfig, route } from "@remix-run/route-config";

export default [
  route("contacts", "routes/address-book/contacts.tsx"),
  route("contacts/export.csv", "routes/address-book/contacts-file.ts"),
  route("contacts/nouveau", "routes/address-book/new-contact.tsx"),
  route("contacts/coller", "routes/address-book/paste-contacts.tsx"),
  route("contacts/:id", "routes/address-book/contact.tsx"),
] satisfies RouteConfig;
