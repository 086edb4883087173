import { describe, expect, test } from "vitest";
import { registrationSchema } from "./registration.schema.ts";
import {
  countAttendance,
  hasBegun,
  parisNow,
  placesLeft,
  placesTaken,
  roomLeft,
} from "./workshop.rules.ts";
import { workshopSchema } from "./workshop.schema.ts";

test("an excuse gives its place back", () => {
  const people = (["expected", "present", "absent", "excused"] as const).map((attendance) => ({
    attendance,
  }));
  expect(placesTaken(people)).toBe(3);
  expect(countAttendance(people.slice(1))).toEqual({
    expected: 0,
    present: 1,
    absent: 1,
    excused: 1,
  });
  expect(placesLeft(4, 3)).toBe(1);
  expect(placesLeft(2, 3)).toBe(0);
  expect(placesLeft(null, 3)).toBe(497);
});

test.each([
  [null, "places"],
  [6, "places"],
  [5, "few"],
  [1, "few"],
  [0, "full"],
] as const)("%s places left: %s", (free, room) => {
  expect(roomLeft(free)).toBe(room);
});

test("a session begins by the clocks of Paris, summer and winter", () => {
  expect(parisNow(new Date("2026-07-14T12:30:00Z"))).toBe("2026-07-14T14:30");
  expect(parisNow(new Date("2026-12-31T23:30:00Z"))).toBe("2027-01-01T00:30");
  const session = { heldOn: "2026-07-14", startTime: "14:30" };
  expect(hasBegun(session, "2026-07-14T14:29")).toBe(false);
  expect(hasBegun(session, "2026-07-14T14:30")).toBe(true);
});

describe("the public form", () => {
  test("tidies what is typed", () => {
    expect(
      registrationSchema.parse({
        givenName: "  Zoé ",
        familyName: "de  La Tour",
        email: " Zoe@Example.org ",
        phone: "+33 6 12 34 56 78",
      }),
    ).toEqual({
      givenName: "Zoé",
      familyName: "de La Tour",
      email: "zoe@example.org",
      phone: "0612345678",
    });
  });

  test("names its faults, told by each language", () => {
    const parsed = registrationSchema.safeParse({
      givenName: " ",
      familyName: "x".repeat(81),
      email: "zoe@",
      phone: "12",
    });
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([
      "given_name",
      "too_long",
      "email",
      "phone",
    ]);
  });
});

test("a session open to all says where it is, whatever else is wrong", () => {
  const parsed = workshopSchema.safeParse({ isPublic: "on", title: "" });
  expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toContain("placeDetail");
});

test("a registration takes the names of this world, and no link", () => {
  const accepts = (givenName: string) =>
    registrationSchema.safeParse({ givenName, familyName: "N’Diaye-Lemaître", email: "a@b.fr" })
      .success;
  for (const name of ["Aïssatou", "Jean-Marc", "J. P.", "O'Neil", "Nguyễn", "محمد"]) {
    expect(accepts(name), name).toBe(true);
  }
  for (const name of ["http://gagner", "gagner.example", "www.gagner", "moi@ici", "<b>"]) {
    expect(accepts(name), name).toBe(false);
  }
});
