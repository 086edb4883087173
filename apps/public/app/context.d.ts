import "@remix-run/node";
import type { WebContext } from "@essaim/web/server";

declare module "@remix-run/node" {
  interface AppLoadContext extends WebContext {}
}
