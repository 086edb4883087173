import "@remix-run/node";
import type { WebContext } from "@essaim/web/server";
import type { PublicContext } from "../context.ts";

declare module "@remix-run/node" {
  interface AppLoadContext extends WebContext, PublicContext {}
}
