import type { Guard } from "@essaim/directory/links/guarded-agent";
import { createJsonReader } from "@essaim/directory/links/guarded-json";
import { z } from "zod";
import { peertubeApiUrl } from "./platform-address.rules.ts";
import type { ReadingProblem } from "./reading.schema.ts";

export type PeertubeAnswer =
  | { ok: true; total: number; video: string }
  | { ok: false; problem: Exclude<ReadingProblem, "lower" | "elsewhere"> };

export type PeertubeReader = {
  /**
   * How often the video of a page was viewed in all, as its PeerTube says, and the name by which every PeerTube knows it,
   * whatever the address of its page. Never throws.
   */
  read(pageUrl: string): Promise<PeertubeAnswer>;
  close(): Promise<void>;
};

type Options = Guard & {
  /** Who asks, so that a site's keeper can tell and write to us. */
  userAgent: string;
  /** For one video, in milliseconds. */
  timeoutMs?: number;
};

/** Bytes of an answer: what PeerTube says of a video is some tens of thousands. */
const LONGEST_ANSWER = 1024 * 1024;

/** No piece was viewed a billion times: a site that says so is not read. */
const answerSchema = z.object({
  views: z.number().int().min(0).max(1_000_000_000),
  uuid: z.uuid().optional().catch(undefined),
});

/** Reads the public API of PeerTube sites that anybody may have named: none leads inside the house. */
export function createPeertubeReader(options: Options): PeertubeReader {
  const reader = createJsonReader({ ...options, longestAnswer: LONGEST_ANSWER });
  return {
    async read(pageUrl) {
      const apiUrl = peertubeApiUrl(pageUrl);
      if (!apiUrl) return { ok: false, problem: "unreadable" };
      const answer = await reader.ask(apiUrl);
      if (!answer.ok) return { ok: false, problem: answer.problem };
      const { data } = answerSchema.safeParse(answer.json);
      return data
        ? { ok: true, total: data.views, video: data.uuid ?? apiUrl }
        : { ok: false, problem: "unreadable" };
    },
    close: reader.close,
  };
}
