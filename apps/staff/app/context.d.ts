import type { WebContext } from "@essaim/web/server";
import type { StaffContext } from "../context.ts";

declare module "@remix-run/server-runtime" {
  interface AppLoadContext extends StaffContext, WebContext {}
}
