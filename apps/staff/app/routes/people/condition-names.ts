/** The name of a field of the form of conditions: `g0.c1.values`. */
export const fieldOf = (group: number, condition: number, part: string) =>
  `g${group}.c${condition}.${part}`;
