import type { Response } from "express";

/** What a page shows of another site, once somebody asked to see it: a frame, or a sound or a video. */
export type ShownFromElsewhere = "frame" | "media";

/** An origin, with nothing that would end a directive or begin another. */
const origins = /^https:\/\/[a-z0-9.-]+(:\d+)?$/;

/**
 * Widens the security policy of this answer, and of no other one, to one other site.
 * @param origin « https://tube.exemple.fr »
 * @throws for anything else than the https origin of a site
 */
export function allowFrom(response: Response, what: ShownFromElsewhere, origin: string): void {
  if (!origins.test(origin)) throw new Error("Not the origin of a site");
  const policy = String(response.getHeader("content-security-policy"));
  // Subtitles of a video are ours.
  const sources = what === "media" ? `'self' ${origin}` : origin;
  response.set("content-security-policy", `${policy};${what}-src ${sources}`);
}
