import { isWeekend, parseISO } from "date-fns";

/** What waits for a member this morning. Counts only: nothing of it names anybody. */
export type ReminderCounts = {
  /** Today's appointments and group sessions. */
  today: number;
  /** Meetings of the past that nobody has told. */
  toTell: number;
  overdueActions: number;
  /** Due within the week. */
  soonActions: number;
  /** Contracts that end within DEADLINE_DAYS.near days, or have. */
  deadlines: number;
  peopleToSee: number;
};

/** Nobody is reminded of work on a Saturday or a Sunday. */
export function isReminderDay(day: string): boolean {
  return !isWeekend(parseISO(day));
}

const words: Record<keyof ReminderCounts, readonly [one: string, several: string]> = {
  today: ["rendez-vous aujourd’hui", "rendez-vous aujourd’hui"],
  toTell: ["rencontre à raconter", "rencontres à raconter"],
  overdueActions: ["action en retard", "actions en retard"],
  soonActions: ["action à faire d’ici une semaine", "actions à faire d’ici une semaine"],
  deadlines: ["contrat proche de son terme", "contrats proches de leur terme"],
  peopleToSee: ["personne à revoir", "personnes à revoir"],
};

/** « 3 actions en retard », one line for each count that is not zero; none when nothing is due. */
export function reminderLines(counts: ReminderCounts): string[] {
  return (Object.keys(words) as (keyof ReminderCounts)[]).flatMap((key) => {
    const count = counts[key];
    return count === 0 ? [] : [`${count} ${words[key][count < 2 ? 0 : 1]}`];
  });
}
