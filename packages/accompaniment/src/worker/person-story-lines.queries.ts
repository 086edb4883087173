import type { Tx } from "@essaim/identity/operation";
import { sql } from "kysely";
import type { AidStatus } from "../aid/aid.schema.ts";
import type { Attendance } from "../meeting/attendance.schema.ts";
import type { MeetingPlace } from "../meeting/meeting.schema.ts";
import { stagesWithExit } from "../pathway/stage.queries.ts";
import type { StageKind } from "../pathway/stage.schema.ts";
import type { StoryKind } from "./person-story.schema.ts";

/** How much of a long text the story shows; the rest is on its own page. */
const SHORT = 600;

type Base<K extends StoryKind> = { kind: K; id: string; on: string };

/** A short text, and whether there is more of it. */
export type Excerpt = { text: string; isCut: boolean };

export type StageLine = Base<"stage"> & {
  stage: StageKind;
  termOn: string | null;
  endsOn: string | null;
  note: string;
  exitReason: string | null;
  exitDestination: string | null;
};
/** What a meeting decided to do next, and what became of it. */
export type NextStep = {
  label: string;
  dueOn: string | null;
  state: "open" | "done" | "dropped";
};
export type MeetingLine = Base<"meeting"> & {
  coachName: string;
  place: MeetingPlace;
  /** `14:30`, in Paris. */
  startTime: string | null;
  durationMinutes: number;
  attendance: Attendance;
  summary: Excerpt;
  nextStep: NextStep | null;
};
export type WorkshopLine = Base<"workshop"> & {
  title: string;
  coachName: string;
  startTime: string;
  durationMinutes: number;
  attendance: Attendance;
  minutes: Excerpt;
};
export type AidLine = Base<"aid"> & {
  amountCents: number;
  purpose: Excerpt;
  status: AidStatus;
  /** Who asked, or who decided once somebody did. */
  byName: string;
};
export type ContributionLine = Base<"contribution"> & {
  contributionKind: string;
  resourceName: string;
  amountCents: number | null;
  minutes: number | null;
  description: Excerpt;
};
export type DocumentLine = Base<"document"> & {
  name: string;
  documentKind: string | null;
  byName: string | null;
};
export type MentoringLine = Base<"mentoring"> & {
  role: "mentor" | "novice";
  other: { id: string; name: string };
  durationMinutes: number;
  summary: Excerpt;
};
export type ObjectiveLine = Base<"objective"> & { title: string };

/** One line of a person's story. */
export type StoryLine =
  | StageLine
  | MeetingLine
  | WorkshopLine
  | AidLine
  | ContributionLine
  | DocumentLine
  | MentoringLine
  | ObjectiveLine;

type Details<K extends StoryKind> = Omit<Extract<StoryLine, { kind: K }>, "kind" | "on">;

/** What is told in lines already found, in their order: one query per kind among them. */
export async function storyLines(
  db: Tx,
  workerId: string,
  found: readonly { kind: StoryKind; id: string; on: string }[],
): Promise<StoryLine[]> {
  const told = new Map<string, object>();
  for (const kind of Object.keys(load) as StoryKind[]) {
    const ids = found.filter((line) => line.kind === kind).map((line) => line.id);
    if (ids.length === 0) continue;
    for (const details of await load[kind](db, ids, workerId)) {
      told.set(`${kind} ${details.id}`, details);
    }
  }
  return found.flatMap(({ kind, id, on }) => {
    const details = told.get(`${kind} ${id}`);
    return details ? [{ ...details, kind, id, on } as StoryLine] : [];
  });
}

const load: {
  [K in StoryKind]: (db: Tx, ids: string[], workerId: string) => Promise<Details<K>[]>;
} = {
  stage: async (db, ids) =>
    await stagesWithExit(db)
      .where("s.id", "in", ids)
      .select(["s.id", "s.kind as stage", "s.term_on as termOn", "s.ends_on as endsOn", "s.note"])
      .select(["r.label as exitReason", "d.label as exitDestination"])
      .$castTo<Details<"stage">>()
      .execute(),

  meeting: async (db, ids) => {
    const rows = await db
      .selectFrom("meeting as t")
      .innerJoin("membership as m", (join) =>
        join.onRef("m.organisation_id", "=", "t.organisation_id").onRef("m.id", "=", "t.coach_id"),
      )
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .leftJoin("plan_action as a", (join) =>
        join
          .onRef("a.organisation_id", "=", "t.organisation_id")
          .onRef("a.meeting_id", "=", "t.id"),
      )
      .where("t.id", "in", ids)
      .select(["t.id", "t.place", "t.start_time", "t.duration_minutes as durationMinutes"])
      .select(["t.attendance", "u.full_name as coachName"])
      .select(["a.label", "a.due_on", "a.done_on", "a.dropped_on"])
      .select(sql<string>`left(t.summary, ${SHORT + 1})`.as("summary"))
      .execute();
    return rows.map(({ start_time, summary, label, due_on, done_on, dropped_on, ...row }) => ({
      ...row,
      startTime: start_time?.slice(0, 5) ?? null,
      summary: excerpt(summary),
      nextStep:
        label === null
          ? null
          : { label, dueOn: due_on, state: done_on ? "done" : dropped_on ? "dropped" : "open" },
    }));
  },

  workshop: async (db, ids, workerId) => {
    const rows = await db
      .selectFrom("workshop as w")
      .innerJoin("participant as p", (join) =>
        join
          .onRef("p.organisation_id", "=", "w.organisation_id")
          .onRef("p.workshop_id", "=", "w.id")
          .on("p.worker_id", "=", workerId),
      )
      .innerJoin("membership as m", (join) =>
        join.onRef("m.organisation_id", "=", "w.organisation_id").onRef("m.id", "=", "w.coach_id"),
      )
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .where("w.id", "in", ids)
      .select(["w.id", "w.title", "w.start_time", "w.duration_minutes as durationMinutes"])
      .select(["p.attendance", "u.full_name as coachName"])
      .select(sql<string>`left(w.minutes, ${SHORT + 1})`.as("minutes"))
      .execute();
    return rows.map(({ start_time, minutes, ...row }) => ({
      ...row,
      startTime: start_time.slice(0, 5),
      minutes: excerpt(minutes),
    }));
  },

  aid: async (db, ids) => {
    const rows = await db
      .selectFrom("aid as a")
      .innerJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "a.organisation_id")
          .on(({ eb, ref, fn }) =>
            eb(ref("m.id"), "=", fn.coalesce("a.decided_by", "a.requested_by")),
          ),
      )
      .innerJoin("user_account as u", "u.id", "m.user_id")
      .where("a.id", "in", ids)
      .select(["a.id", "a.amount_cents as amountCents", "a.status", "u.full_name as byName"])
      .select(sql<string>`left(a.purpose, ${SHORT + 1})`.as("purpose"))
      .execute();
    return rows.map(({ purpose, ...row }) => ({ ...row, purpose: excerpt(purpose) }));
  },

  contribution: async (db, ids) => {
    const rows = await db
      .selectFrom("contribution as c")
      .innerJoin("open_resource as r", (join) =>
        join
          .onRef("r.organisation_id", "=", "c.organisation_id")
          .onRef("r.id", "=", "c.open_resource_id"),
      )
      .where("c.id", "in", ids)
      .select(["c.id", "c.kind as contributionKind", "r.name as resourceName"])
      .select(["c.amount_cents as amountCents", "c.minutes"])
      .select(sql<string>`left(c.description, ${SHORT + 1})`.as("description"))
      .execute();
    return rows.map(({ description, ...row }) => ({ ...row, description: excerpt(description) }));
  },

  document: async (db, ids) =>
    await db
      .selectFrom("document as d")
      .leftJoin("list_value as v", (join) =>
        join.onRef("v.organisation_id", "=", "d.organisation_id").onRef("v.id", "=", "d.kind_id"),
      )
      .leftJoin("membership as m", (join) =>
        join
          .onRef("m.organisation_id", "=", "d.organisation_id")
          .onRef("m.id", "=", "d.created_by"),
      )
      .leftJoin("user_account as u", "u.id", "m.user_id")
      .where("d.id", "in", ids)
      .select(["d.id", "d.name", "v.label as documentKind", "u.full_name as byName"])
      .execute(),

  mentoring: async (db, ids, workerId) => {
    const rows = await db
      .selectFrom("mentorship_session as x")
      .innerJoin("mentorship as r", (join) =>
        join
          .onRef("r.organisation_id", "=", "x.organisation_id")
          .onRef("r.id", "=", "x.mentorship_id"),
      )
      .innerJoin("worker as w", (join) =>
        join
          .onRef("w.organisation_id", "=", "r.organisation_id")
          .on(
            sql<boolean>`w.id = case when r.mentor_id = ${workerId} then r.novice_id else r.mentor_id end`,
          ),
      )
      .where("x.id", "in", ids)
      .select(["x.id", "x.duration_minutes as durationMinutes", "r.mentor_id", "w.id as otherId"])
      .select(sql<string>`w.given_name || ' ' || w.family_name`.as("otherName"))
      .select(sql<string>`left(x.summary, ${SHORT + 1})`.as("summary"))
      .execute();
    return rows.map(({ id, durationMinutes, mentor_id, otherId, otherName, summary }) => ({
      id,
      durationMinutes,
      role: mentor_id === workerId ? ("mentor" as const) : ("novice" as const),
      other: { id: otherId, name: otherName },
      summary: excerpt(summary),
    }));
  },

  objective: async (db, ids) =>
    await db.selectFrom("objective").where("id", "in", ids).select(["id", "title"]).execute(),
};

/** Cut between two words where there is more; `text` holds one character more than is shown. */
function excerpt(text: string): Excerpt {
  const characters = [...text];
  if (characters.length <= SHORT) return { text, isCut: false };
  const cut = characters.slice(0, SHORT).join("");
  const end = Math.max(cut.lastIndexOf(" "), SHORT - 60);
  return { text: `${cut.slice(0, end).trimEnd()}…`, isCut: true };
}
