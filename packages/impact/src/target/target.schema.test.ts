import { describe, expect, it } from "vitest";
import { findIndicator, registry } from "../registry/indicator.schema.ts";
import {
  actionField,
  canBePromised,
  MILESTONE_ROWS,
  milestoneField,
  targetField,
  targetsFormSchema,
} from "./target.schema.ts";

const action = "0190a0a0-0000-7000-8000-000000000001";
const form = targetsFormSchema(registry.filter(canBePromised));
const issuesOf = (typed: Record<string, string>) =>
  form.safeParse({ version: "1", ...typed }).error?.issues.map(({ path }) => path[0]);

describe("a grant's targets", () => {
  it("are those with a number, in the order of the registry", () => {
    expect(
      form.parse({
        version: "3",
        [targetField("text_audio_visits")]: "10 000",
        [targetField("supported_workers")]: "25",
        [actionField("supported_workers")]: action,
        [actionField("video_views")]: action,
        [milestoneField("supported_workers", 2, "dueOn")]: "2026-06-30",
        [milestoneField("supported_workers", 2, "value")]: "12",
      }),
    ).toEqual({
      version: 3,
      targets: [
        {
          indicatorKey: "supported_workers",
          actionId: action,
          value: 25,
          milestones: [{ dueOn: "2026-06-30", value: 12 }],
        },
        { indicatorKey: "text_audio_visits", actionId: null, value: 10_000, milestones: [] },
      ],
    });
  });

  it("are typed in euros and hours, and kept in cents and minutes", () => {
    const ofTime = { key: "own:0190a0a0-0000-7000-8000-000000000001", counted: "minutes" } as const;
    const { targets } = targetsFormSchema([...registry.filter(canBePromised), ofTime]).parse({
      version: "1",
      [targetField("money_given_to_commons")]: "3 000",
      [milestoneField("money_given_to_commons", 0, "dueOn")]: "2026-06-30",
      [milestoneField("money_given_to_commons", 0, "value")]: "1000",
      [targetField(ofTime.key)]: "20",
    });
    expect(targets).toMatchObject([
      { value: 300_000, milestones: [{ value: 100_000 }] },
      { value: 1200 },
    ]);
  });

  it("are never zero, nor are their milestones", () => {
    expect(issuesOf({ [targetField("video_views")]: "0" })).toEqual(["value_video_views"]);
    const milestone = milestoneField("video_views", 0, "value");
    expect(issuesOf({ [targetField("video_views")]: "9", [milestone]: "0" })).toContain(milestone);
  });

  it.each([
    ["a day without a number", "dueOn", "2026-06-30", "value"],
    ["a number without a day", "value", "12", "dueOn"],
  ] as const)("say what a milestone lacks: %s", (_, field, typed, missing) => {
    const last = MILESTONE_ROWS - 1;
    expect(
      issuesOf({
        [targetField("video_views")]: "500",
        [milestoneField("video_views", last, field)]: typed,
      }),
    ).toEqual([milestoneField("video_views", last, missing)]);
  });

  it("say what is missing with what cannot be read, at once", () => {
    const value = targetField("supported_workers");
    const dueOn = milestoneField("video_views", 0, "dueOn");
    const promised = milestoneField("video_views", 1, "value");
    expect(
      issuesOf({
        [value]: "beaucoup",
        [targetField("video_views")]: "500",
        [dueOn]: "2026-06-31",
        [milestoneField("video_views", 0, "value")]: "12",
        [milestoneField("video_views", 1, "dueOn")]: "2026-06-30",
      })?.sort(),
    ).toEqual([value, dueOn, promised].sort());
  });

  it("have no milestone without a target", () => {
    expect(
      issuesOf({
        [milestoneField("video_views", 0, "dueOn")]: "2026-06-30",
        [milestoneField("video_views", 0, "value")]: "12",
      }),
    ).toEqual([targetField("video_views")]);
  });
});

describe("what may be promised", () => {
  const of = (key: string) => findIndicator(key) ?? expect.fail(key);

  it.each(["supported_workers", "video_views", "money_given_to_commons"])(
    "%s adds up month after month",
    (key) => expect(canBePromised(of(key))).toBe(true),
  );

  it.each(["priority_share", "days_to_cape"])("%s does not add up", (key) =>
    expect(canBePromised(of(key))).toBe(false),
  );

  it("keeps within the team how long people worked for commons", () =>
    expect(canBePromised(of("time_given_to_commons"))).toBe(false));

  it("leaves to the organisation what its own indicators tell the team alone", () => {
    const own = { ...of("video_views"), audience: "team" } as const;
    expect(canBePromised(own)).toBe(false);
    expect(canBePromised({ ...own, key: "own:0190a0a0-0000-7000-8000-000000000001" })).toBe(true);
  });
});
