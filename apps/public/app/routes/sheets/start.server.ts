import type { AppLoadContext } from "@remix-run/node";

/** The organisation and the path that an address names, and where addresses begin. */
export function asked(
  params: Readonly<Record<string, string | undefined>>,
  { publicUrl }: AppLoadContext,
) {
  return { organisation: params.organisation ?? "", path: params["*"] ?? "", start: publicUrl };
}
