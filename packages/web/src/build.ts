import type { Server } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { ViteDevServer } from "vite";

/**
 * Where one Remix app takes its code from: its `build/` folder, or Vite when `development` is true.
 * @param appDir the app's own folder
 */
export function remixApp(appDir: string, development: boolean) {
  let built: Promise<ServerBuild> | undefined;
  return {
    clientDir: join(appDir, "build", "client"),
    loadBuild: (vite: ViteDevServer | undefined): Promise<ServerBuild> => {
      if (vite)
        return vite.ssrLoadModule(
          "virtual:remix/server-build",
        ) as Promise<unknown> as Promise<ServerBuild>;
      built ??= import(pathToFileURL(join(appDir, "build", "server", "index.js")).href);
      return built;
    },
    vite: development
      ? async (server: Server) => {
          const { createServer } = await import("vite");
          return createServer({
            root: appDir,
            configFile: join(appDir, "vite.config.ts"),
            // Reloads travel over the app's own port: two apps side by side need no third one.
            server: { middlewareMode: true, hmr: { server } },
          });
        }
      : undefined,
  };
}
