export function seconds(milliseconds: number): string;
export class Stop extends Error {}
export function step<T>(
  title: string,
  work: (say: (text: string) => void) => Promise<T> | T,
): Promise<T>;
