import type { RouteConfig } from "@remix-run/route-config";

/** Tabs of a person's page. */
export const ofPerson = [] satisfies RouteConfig;

export default [] satisfies RouteConfig;
