/** A token, and its colour on white paper for what is read outside of our pages: a file has no style sheet of ours. */
const ink = (token: string, onPaper: string) => `var(--color-${token},${onPaper})`;

export const inks = {
  ink: ink("ink", "#25211b"),
  muted: ink("muted", "#5e5648"),
  paper: ink("paper", "#ffffff"),
  edge: ink("edge", "#877c69"),
  grid: ink("chart-grid", "#e5dccb"),
  unknown: ink("chart-unknown", "#b5ab99"),
  chart: [
    ink("chart-1", "#1d5072"),
    ink("chart-2", "#b36b00"),
    ink("chart-3", "#2f7f6d"),
    ink("chart-4", "#8b4f7c"),
  ],
} as const;

export const chartInk = (at: number): string => inks.chart[at % inks.chart.length] ?? inks.ink;
