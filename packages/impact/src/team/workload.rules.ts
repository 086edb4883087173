/** What one coach did in one month. */
export type WorkCount = {
  coachId: string;
  /** Its first day. */
  month: string;
  held: number;
  heldMinutes: number;
  missed: number;
  excused: number;
  workshops: number;
  workshopMinutes: number;
};

export type Work = Omit<WorkCount, "coachId" | "month">;

const keys = [
  "held",
  "heldMinutes",
  "missed",
  "excused",
  "workshops",
  "workshopMinutes",
] as const satisfies readonly (keyof Work)[];

export function addWork(counts: readonly Work[]): Work {
  return Object.fromEntries(
    keys.map((key) => [key, counts.reduce((total, count) => total + count[key], 0)]),
  ) as Work;
}

/** Month by month, those without any meeting included, and coach by coach. */
export function workloadOf(counts: readonly WorkCount[], months: readonly string[]) {
  const coachIds = [...new Set(counts.map(({ coachId }) => coachId))];
  return {
    whole: addWork(counts),
    months: months.map((month) => ({
      month,
      ...addWork(counts.filter((count) => count.month === month)),
    })),
    coaches: coachIds.map((coachId) => {
      const own = counts.filter((count) => count.coachId === coachId);
      return {
        coachId,
        ...addWork(own),
        /** Meetings held, month by month. */
        heldByMonth: months.map((month) =>
          own.reduce((total, count) => total + (count.month === month ? count.held : 0), 0),
        ),
      };
    }),
  };
}
