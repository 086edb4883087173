import { type RouteConfig, route } from "@remix-run/route-config";

export default [route("taches/:id", "routes/jobs/job.tsx")] satisfies RouteConfig;
