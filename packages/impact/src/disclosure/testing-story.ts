import fc from "fast-check";
import { type Breakdown, breakdowns, cellsOf, tableOf } from "./breakdown.rules.ts";
import { attack, type Published } from "./testing-attacker.ts";
import { countCell, dayOf, dice, neighbourhoods, type World, worldOf } from "./testing-world.ts";

/**
 * Other stories every time, unless `ATTACK_SEED` says which: the names of the tests say the seed, to hear the same ones
 * again.
 */
export const seed = Number(process.env.ATTACK_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** A year and a half of an organisation: its grants, the days at which it releases figures of which grant. */
export type Story = {
  world: World;
  threshold: number;
  grants: { id: string; startsOn: string; endsOn: string }[];
  releases: { grant: number; cutOffOn: string }[];
};

/** Where the neighbourhoods of every story are. */
export const places = new Map(neighbourhoods.map((code) => [code, ["Roubaix"]]));
export const days = 540;

export const few = { min: 3, max: 60 };
export const many = { min: 60, max: 500 };

export const storiesOf = (people: { min: number; max: number }) =>
  fc
    .record({
      seed: fc.integer(),
      people: fc.integer(people),
      withCorrections: fc.boolean(),
      threshold: fc.constantFrom(3, 3, 4, 5),
      grants: fc.integer({ min: 1, max: 3 }),
      releases: fc.integer({ min: 2, max: 10 }),
    })
    .map(({ seed, people, withCorrections, threshold, grants, releases }): Story => {
      const roll = dice(seed + 1);
      const upTo = (most: number) => Math.floor(roll() * most);
      const periods = Array.from({ length: grants }, (_, index) => {
        const starts = upTo(3) * 60;
        const ends = Math.min(days - 1, starts + 120 + upTo(7) * 60);
        return {
          id: String(index),
          startsOn: dayOf(starts),
          endsOn: dayOf(ends),
          starts,
          ends,
        };
      });
      return {
        world: worldOf({ seed, people, days, withCorrections }),
        threshold,
        grants: periods,
        releases: Array.from({ length: releases }, () => {
          const grant = upTo(grants);
          const { starts, ends } = periods[grant] ?? { starts: 0, ends: 0 };
          return {
            grant,
            cutOffOn: dayOf(starts + 1 + upTo(ends - starts)),
          };
        }).sort((a, b) => a.cutOffOn.localeCompare(b.cutOffOn)),
      };
    });

/** What an attacker finds in what was published of a story. */
export const breakIn = ({ world, threshold }: Story, published: readonly Published[]) =>
  attack(
    published,
    {
      cells: Object.fromEntries(breakdowns.map((breakdown) => [breakdown, cellsOf(breakdown)])),
      left: Object.fromEntries(
        breakdowns.map((breakdown) => [breakdown, tableOf(breakdown).left ?? ""]),
      ),
      neighbourhoods,
      threshold,
    },
    (period, breakdown, cell) => countCell(world, period, breakdown as Breakdown, cell),
  );
