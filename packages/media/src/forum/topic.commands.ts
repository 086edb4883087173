import { enqueueJob } from "@essaim/database/job";
import { defineCommand, defineHouseCommand } from "@essaim/identity/operation";
import { sql } from "kysely";
import { z } from "zod";
import { topicJsonUrl } from "./topic.rules.ts";
import { topicProblemKeys } from "./topic.schema.ts";

/** Has the topics of every open question read now. */
export const askForumReading = defineCommand({
  name: "askForumReading",
  permission: "directory:write",
  subject: "forum_topic",
  input: z.object({}),
  run: async ({ db, actor }) =>
    ({ ok: true, id: await enqueueJob(db, actor, "read_forum") }) as const,
});

/**
 * Makes the list of topics that of the open questions: new ones come in, those that no question links to any more go out,
 * and each is public when a question that the public reads links to it.
 */
export const gatherTopics = defineHouseCommand({
  name: "gatherTopics",
  permission: "house:keep",
  subject: "forum_topic",
  input: z.object({}),
  run: async ({ db, actor }): Promise<{ ok: true; id: null }> => {
    const { rows } = await sql<{ url: string; isPublic: boolean }>`
      select question ->> 'url' as url, bool_or(is_public) as "isPublic" from (
        select questions, false as is_public from activity
        union all select questions, false from piece
        union all select content -> 'questions', true from published_record where record_kind = 'activity'
        union all select content -> 'questions', true from published_piece) asker
      cross join lateral jsonb_array_elements(asker.questions) question
      where question ->> 'url' is not null group by 1 order by 1`.execute(db);
    const topics = rows.filter(({ url }) => topicJsonUrl(url) !== null);
    const urls = topics.map(({ url }) => url);
    await db
      .deleteFrom("forum_topic")
      .where(sql<boolean>`target_url is null or not (target_url = any(${urls}::text[]))`)
      .execute();
    if (topics.length > 0) {
      await db
        .insertInto("forum_topic")
        .values(
          topics.map(({ url, isPublic }) => ({
            organisation_id: actor.organisationId,
            target_url: url,
            is_public: isPublic,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["organisation_id", "target_url"])
            .doUpdateSet((eb) => ({ is_public: eb.ref("excluded.is_public") })),
        )
        .execute();
    }
    return { ok: true, id: null };
  },
  isRecorded: () => false,
});

const topicSchema = z.object({
  title: z.string().min(1).max(300),
  answers: z.number().int().min(0),
  isClosed: z.boolean(),
  isArchived: z.boolean(),
  isSolved: z.boolean(),
  answeredOn: z.iso.date().nullable(),
});

/**
 * Writes what a forum answered of a topic. What was known before stays when it told nothing, with its day; public pages
 * hear of what they show.
 */
export const recordTopic = defineHouseCommand({
  name: "recordTopic",
  permission: "house:keep",
  subject: "forum_topic",
  input: z.object({
    url: z.string(),
    answer: z.union([
      z.object({ ok: z.literal(true), topic: topicSchema }),
      z.object({ ok: z.literal(false), problem: z.enum(topicProblemKeys) }),
    ]),
  }),
  run: async ({ db, input: { url, answer } }): Promise<{ ok: true; id: null }> => {
    const known = await db
      .selectFrom("forum_topic")
      .select(["is_public as isPublic", "answers", "is_closed as isClosed"])
      .select(["is_archived as isArchived", "is_solved as isSolved"])
      .where("target_url", "=", url)
      .forUpdate()
      .executeTakeFirst();
    if (!known) return { ok: true, id: null };
    const now = sql<Date>`now()`;
    await db
      .updateTable("forum_topic")
      .set({
        asked_at: now,
        problem: answer.ok ? null : answer.problem,
        ...(answer.ok && {
          fetched_at: now,
          title: answer.topic.title,
          answers: answer.topic.answers,
          is_closed: answer.topic.isClosed,
          is_archived: answer.topic.isArchived,
          is_solved: answer.topic.isSolved,
          answered_on: answer.topic.answeredOn,
        }),
      })
      .where("target_url", "=", url)
      .execute();
    const isNews =
      answer.ok &&
      known.isPublic &&
      (answer.topic.answers !== known.answers ||
        answer.topic.isClosed !== known.isClosed ||
        answer.topic.isArchived !== known.isArchived ||
        answer.topic.isSolved !== known.isSolved);
    if (isNews) await sql`select pg_notify('published', '')`.execute(db);
    return { ok: true, id: null };
  },
  isRecorded: () => false,
});
