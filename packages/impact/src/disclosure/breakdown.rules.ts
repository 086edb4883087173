/** A way of cutting a breakdown: each inner list is a class shown as one figure. */
export type Cut = readonly (readonly string[])[];

export type Table = {
  /**
   * From the finest to the coarsest. Each one only merges classes of the one before: a choice between cuts that are not
   * nested would itself say which cell is small.
   */
  cuts: readonly [Cut, ...Cut[]];
  /** The cell that people leave for others as time passes. From the others, only a correction takes anybody away. */
  left?: string;
};

/** The one-way tables of a release. Each counts all the same people, once; they are never crossed. */
export const tables = {
  residence: {
    cuts: [
      [["priority"], ["outside"], ["unknown"]],
      [["priority"], ["outside", "unknown"]],
    ],
  },
  outcome: {
    cuts: [
      [["sustainable"], ["other_exit"], ["supported"]],
      [["sustainable"], ["other_exit", "supported"]],
    ],
    left: "supported",
  },
  kind: {
    cuts: [
      [["platform_worker"], ["commons_contributor"], ["both"]],
      [["platform_worker"], ["commons_contributor", "both"]],
    ],
  },
  gender: {
    cuts: [
      [["woman"], ["man"], ["other"]],
      [["woman"], ["man", "other"]],
    ],
  },
  // Neighbours are merged alone. Those whose age is unknown go with the oldest: they have to go somewhere.
  age: {
    cuts: [
      [["under_26"], ["26_34"], ["35_44"], ["45_54"], ["from_55"], ["unknown"]],
      [["under_26"], ["26_34"], ["35_44"], ["45_54"], ["from_55", "unknown"]],
      [["under_26"], ["26_34", "35_44"], ["45_54", "from_55", "unknown"]],
      [
        ["under_26", "26_34", "35_44"],
        ["45_54", "from_55", "unknown"],
      ],
    ],
  },
  // From the lowest. A foreign diploma, another answer or none stands beside no diploma.
  education: {
    cuts: [
      [["other"], ["none"], ["level_3"], ["level_4"], ["level_5"], ["level_6"], ["level_7"]],
      [["other", "none"], ["level_3"], ["level_4"], ["level_5"], ["level_6", "level_7"]],
      [["other", "none", "level_3"], ["level_4"], ["level_5", "level_6", "level_7"]],
      [
        ["other", "none", "level_3"],
        ["level_4", "level_5", "level_6", "level_7"],
      ],
    ],
  },
  mentoring: {
    cuts: [[["paired"], ["unpaired"]]],
    left: "unpaired",
  },
} as const satisfies Record<string, Table>;

export type Breakdown = keyof typeof tables;
export const breakdowns = Object.keys(tables) as Breakdown[];

export const tableOf = (breakdown: Breakdown): Table => tables[breakdown];
export const cellsOf = (breakdown: Breakdown): readonly string[] =>
  tableOf(breakdown).cuts[0].flat();
