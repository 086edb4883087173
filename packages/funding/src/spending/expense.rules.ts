/** What minutes cost, in cents: half a cent goes up, as the database counts. */
export function staffTimeCents({ minutes, hourlyCents }: { minutes: number; hourlyCents: number }) {
  return Math.round((minutes * hourlyCents) / 60);
}
