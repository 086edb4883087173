import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    tailwindcss(),
    remix({
      ignoredRouteFiles: ["**/*"],
      future: {
        // Finds every dependency of the routes at once: found one page at a time, two Reacts could meet.
        unstable_optimizeDeps: true,
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  // Our packages are TypeScript source: Node cannot load them from the build as they are.
  ssr: { noExternal: [/^@essaim\//] },
  // A small image inlined as a data: URL would be fine, a script would not pass the CSP.
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
});
