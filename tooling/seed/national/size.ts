/** What the national set adds to the demonstration, over ten years. */
export const national = {
  days: 3_650,
  /** With the two of the demonstration, 150. They are unequal: the largest has fifteen times the people of the smallest. */
  organisations: 148,
  /** The demonstration's own organisation is the large house that is measured; another one has a tenth of all it has. */
  measured: { workers: 2_000, coaches: 39, grants: 100, expenses: 100_000 },
  tenth: { workers: 200, coaches: 3, grants: 10, expenses: 10_000 },
  /** Shared between the others. */
  workersElsewhere: 9_800,
  /** Told meetings: one every so many days with each person supported, over 1,000,000 in all. */
  daysBetweenMeetings: 19,
  /** Channels, pages and videos of which each indicator is declared each month: over 5,000,000 figures in all. */
  sourcesPerWorker: 0.87,
  months: 120,
  contributionsPerWorker: 10,
};
export type Size = typeof national;

/** Who looks at the two organisations that are compared; the accounts of the demonstration open the measured one. */
export const lookers = {
  measured: {
    slug: "opteos",
    manager: "direction@essaim.test",
    funder: "financeur.national@essaim.test",
  },
  tenth: {
    slug: "banc-1",
    manager: "direction@dixieme.test",
    funder: "financeur@dixieme.test",
  },
};
