import { Outlet } from "@remix-run/react";

/** A person's page: who they are at the top, then one tab's content. */
export default function Person() {
  return <Outlet />;
}
