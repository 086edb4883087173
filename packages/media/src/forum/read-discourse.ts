import { today } from "@essaim/database/today";
import type { Guard } from "@essaim/directory/links/guarded-agent";
import { createJsonReader } from "@essaim/directory/links/guarded-json";
import { cut } from "@essaim/territory/text/word.rules";
import { z } from "zod";
import { asksToSignIn, topicJsonUrl } from "./topic.rules.ts";
import type { ToldTopic, TopicProblem } from "./topic.schema.ts";

export type ForumAnswer = { ok: true; topic: ToldTopic } | { ok: false; problem: TopicProblem };

export type ForumReader = {
  /** What a Discourse says in public of the topic at an address. Never throws. */
  read(topicUrl: string): Promise<ForumAnswer>;
  close(): Promise<void>;
};

type Options = Guard & {
  /** Who asks, so that a forum's keeper can tell and write to us. */
  userAgent: string;
  /** For one topic, in milliseconds. */
  timeoutMs?: number;
};

/** Bytes of an answer: a topic comes with its twenty first messages, which may be long. */
const LONGEST_ANSWER = 4 * 1024 * 1024;
const LONGEST_TITLE = 300;

const topicSchema = z.object({
  title: z.string().trim().min(1),
  posts_count: z.number().int().min(1).max(1_000_000),
  closed: z.boolean(),
  archived: z.boolean(),
  last_posted_at: z.iso.datetime({ offset: true }).nullish(),
  /** Of the plugin that accepts answers, where there is one. */
  accepted_answer: z.unknown().optional(),
});

/** Reads the public JSON of forums that anybody may have named: none leads inside the house. */
export function createForumReader(options: Options): ForumReader {
  const reader = createJsonReader({ ...options, longestAnswer: LONGEST_ANSWER });

  async function ask(url: string, mayFollow: boolean): Promise<ForumAnswer> {
    const answer = await reader.ask(url);
    if (answer.ok) return told(answer.json);
    if (answer.problem !== "moved") return { ok: false, problem: answer.problem };
    const { to } = answer;
    if (to !== null && asksToSignIn(to)) return { ok: false, problem: "closed" };
    // The same topic, under its whole name.
    const isSame = to !== null && new URL(to).origin === new URL(url).origin;
    const again = isSame ? topicJsonUrl(to.replace(/\.json(?=$|\?)/, "")) : null;
    return mayFollow && again === url ? ask(to ?? url, false) : { ok: false, problem: "moved" };
  }

  return {
    async read(topicUrl) {
      const url = topicJsonUrl(topicUrl);
      return url ? ask(url, true) : { ok: false, problem: "unreadable" };
    },
    close: reader.close,
  };
}

function told(json: unknown): ForumAnswer {
  const { data } = topicSchema.safeParse(json);
  if (!data) return { ok: false, problem: "unreadable" };
  const answers = data.posts_count - 1;
  return {
    ok: true,
    topic: {
      title: cut(data.title, LONGEST_TITLE),
      answers,
      isClosed: data.closed,
      isArchived: data.archived,
      isSolved: data.accepted_answer !== undefined && data.accepted_answer !== null,
      answeredOn: answers > 0 && data.last_posted_at ? today(new Date(data.last_posted_at)) : null,
    },
  };
}
