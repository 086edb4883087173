import type { Tx } from "@essaim/database/operation";
import { today } from "@essaim/database/today";
import {
  defineHouseQuery,
  definePublicQuery,
  defineQuery,
  NotFound,
} from "@essaim/identity/operation";
import { folded } from "@essaim/territory/text/word.rules";
import { sql } from "kysely";
import { z } from "zod";
import { stateOf, topicJsonUrl } from "./topic.rules.ts";
import {
  type AskerKind,
  askerKinds,
  type QuestionState,
  questionStates,
  type Talk,
  type ToldTopic,
  type TopicProblem,
} from "./topic.schema.ts";

export type OpenQuestion = {
  kind: AskerKind;
  /** Of what asks. */
  id: string;
  title: string;
  slug: string;
  /** Is what asks public? */
  isPublic: boolean;
  /** Among its questions, from 1. */
  number: number;
  text: string;
  url: string | null;
  /** Is its link one that a forum can be asked about? */
  isTopic: boolean;
  state: QuestionState;
  topic: (ToldTopic & { fetchedAt: Date }) | null;
  problem: TopicProblem | null;
  askedAt: Date | null;
};

export const questionsPerPage = 50;

/**
 * Open questions of activities and pieces, those that nobody asked yet first, a page at a time, and the forum where they go.
 * `counts`: of all of them, by state. A filter looks at the words of the question, of what asks it and of its topic.
 */
export const listOpenQuestions = defineQuery({
  name: "listOpenQuestions",
  permission: "directory:read",
  input: z.object({
    search: z.string(),
    state: z.enum(questionStates).optional(),
    isTopic: z.boolean().optional(),
    page: z.number().int().min(1),
  }),
  run: async ({ db, input }) => {
    const all = await readQuestions(db);
    const counts = Object.fromEntries(
      questionStates.map((state) => [state, all.filter((one) => one.state === state).length]),
    ) as Record<QuestionState, number>;
    const words = folded(input.search).split(" ");
    const found = all
      .filter(
        (one) =>
          (input.state === undefined || one.state === input.state) &&
          (input.isTopic === undefined || one.isTopic === input.isTopic) &&
          says(one, words),
      )
      .sort(
        (a, b) =>
          questionStates.indexOf(a.state) - questionStates.indexOf(b.state) ||
          a.title.localeCompare(b.title, "fr") ||
          a.number - b.number,
      );
    const pageCount = Math.max(1, Math.ceil(found.length / questionsPerPage));
    const page = Math.min(input.page, pageCount);
    return {
      questions: found.slice((page - 1) * questionsPerPage, page * questionsPerPage),
      ...{ total: found.length, page, pageCount, counts },
      hasTopics: all.some(({ isTopic }) => isTopic),
      forum: await loadForum(db),
    };
  },
});

/** All these words, or their beginnings. */
function says({ text, title, topic }: OpenQuestion, words: readonly string[]): boolean {
  const said = ` ${folded(`${text} ${title} ${topic?.title ?? ""}`)}`;
  return words.every((word) => said.includes(` ${word}`));
}

/** One question, and the forum where it may be asked. @throws NotFound */
export const getOpenQuestion = defineQuery({
  name: "getOpenQuestion",
  permission: "directory:read",
  input: z.object({
    kind: z.enum(askerKinds),
    id: z.uuid(),
    number: z.coerce.number().int().min(1),
  }),
  run: async ({ db, input }) => {
    const question = (await readQuestions(db)).find(
      ({ kind, id, number }) => kind === input.kind && id === input.id && number === input.number,
    );
    if (!question) throw new NotFound("No such question");
    return { question, forum: await loadForum(db) };
  },
});

/** null: its address was not given. Row level security leaves one organisation. */
async function loadForum(db: Tx): Promise<{ url: string; category: string } | null> {
  const { url, category } = await db
    .selectFrom("organisation")
    .select(["forum_url as url", "forum_category as category"])
    .executeTakeFirstOrThrow();
  return url === null ? null : { url, category };
}

type Row = Omit<OpenQuestion, "state" | "topic" | "isTopic"> &
  (ToldTopic & { fetchedAt: Date | null });

async function readQuestions(db: Tx): Promise<OpenQuestion[]> {
  const { rows } = await sql<Row>`
    select asker.kind, asker.id, asker.title, asker.slug, asker.is_public as "isPublic", q.ordinality::int as number,
      q.value ->> 'text' as text, q.value ->> 'url' as url, t.problem, t.asked_at as "askedAt", t.fetched_at as "fetchedAt",
      t.title as topic_title, t.answers, t.is_closed as "isClosed", t.is_archived as "isArchived",
      t.is_solved as "isSolved", t.answered_on as "answeredOn"
    from (
      select 'activity' as kind, a.organisation_id, a.id, a.title, a.slug, a.questions, a.status = 'published' as is_public
      from activity a
      union all
      select 'piece', p.organisation_id, p.id, p.title, p.slug, p.questions,
        exists (select from published_piece d where d.organisation_id = p.organisation_id and d.id = p.id)
      from piece p) asker
    cross join lateral jsonb_array_elements(asker.questions) with ordinality q
    left join forum_topic t on t.organisation_id = asker.organisation_id and t.target_url = q.value ->> 'url'`.execute(
    db,
  );
  return rows.map(
    ({ answers, isClosed, isArchived, isSolved, answeredOn, fetchedAt, ...question }) => {
      const { topic_title: title, ...rest } = question as typeof question & { topic_title: string };
      const told = { title, answers, isClosed, isArchived, isSolved, answeredOn };
      const topic = fetchedAt === null ? null : { ...told, fetchedAt };
      const isTopic = rest.url !== null && topicJsonUrl(rest.url) !== null;
      return { ...rest, isTopic, topic, state: stateOf(rest.url, topic) };
    },
  );
}

/** Topics asked about in one night; the others come first the next one. */
const TOPICS_PER_NIGHT = 500;

/** Topics to read, those not asked about the longest first. */
export const listTopicsToRead = defineHouseQuery({
  name: "listTopicsToRead",
  permission: "house:keep",
  input: z.object({}),
  run: async ({ db }): Promise<string[]> => {
    const rows = await db
      .selectFrom("forum_topic")
      .select("target_url as url")
      .where("target_url", "is not", null)
      .orderBy(sql`asked_at nulls first`)
      .orderBy("target_url")
      .limit(TOPICS_PER_NIGHT)
      .execute();
    return rows.flatMap(({ url }) => (url === null ? [] : [url]));
  },
});

/** What was last read of the topics that public questions link to, by their address. */
export const findTalks = definePublicQuery({
  name: "findTalks",
  permission: "published:read",
  input: z.object({ urls: z.array(z.string()) }),
  run: async ({ db, input: { urls } }): Promise<Record<string, Talk>> => {
    if (urls.length === 0) return {};
    const rows = await db
      .selectFrom("forum_topic")
      .select(["target_url as url", "answers", "is_closed as isClosed"])
      .select(["is_archived as isArchived", "is_solved as isSolved", "fetched_at as fetchedAt"])
      .where("target_url", "in", urls)
      .where("is_public", "=", true)
      .orderBy("fetched_at")
      .execute();
    return Object.fromEntries(
      rows.flatMap(({ url, answers, fetchedAt, ...told }) => {
        if (url === null || answers === null || fetchedAt === null) return [];
        const isClosed = (told.isClosed ?? false) || (told.isArchived ?? false);
        const isSolved = told.isSolved ?? false;
        return [[url, { answers, isClosed, isSolved, readOn: today(fetchedAt) }]];
      }),
    );
  },
});
