import { PAGE } from "@essaim/ui/drawn";
import { inks } from "@essaim/ui/drawn-inks";
import { drawnSvg } from "@essaim/ui/drawn-svg";
import { LINE, Lines, linesOf, SMALL } from "@essaim/ui/drawn-text";
import type { Locale } from "@essaim/ui/locale";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/** Around a drawing that stands alone in another site. */
const MARGIN = 24;
const TITLE = 20;

/** The colours of theme.css on a dark ground: an image has no style sheet. */
export const darkInks: Record<string, string> = {
  ink: "#ece5d8",
  muted: "#b9ae9c",
  paper: "#181613",
  edge: "#958a78",
  "chart-grid": "#37322a",
  "chart-unknown": "#6f6759",
  "chart-1": "#7fb3d5",
  "chart-2": "#e0a347",
  "chart-3": "#6fbfaa",
  "chart-4": "#c792b8",
};

/** A drawing as an image that says by itself what it is and of which day, on a light or a dark ground. */
export function imageOf(
  drawing: ReactElement,
  {
    title,
    source,
    locale,
    isDark,
  }: Record<"title" | "source", string> & {
    locale: Locale;
    isDark: boolean;
  },
): string {
  const drawn = drawnSvg(drawing, locale);
  const inside = Number(/ height="(\d+)"/.exec(drawn)?.[1]);
  const titles = linesOf(title, PAGE, TITLE);
  const sources = linesOf(source, PAGE, SMALL);
  const top = MARGIN + titles.length * (LINE + 5) + 8;
  const bottom = top + inside + 26;
  const width = PAGE + 2 * MARGIN;
  const height = bottom + sources.length * LINE;
  const svg = renderToStaticMarkup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily="system-ui, sans-serif"
      role="img"
      aria-label={title}
    >
      <rect width={width} height={height} fill={inks.paper} />
      {titles.map((line, at) => (
        <Lines
          key={line}
          lines={[line]}
          x={MARGIN}
          y={MARGIN + 14 + at * (LINE + 5)}
          size={TITLE}
          isStrong
        />
      ))}
      <g
        transform={`translate(${MARGIN} ${top})`}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: a drawing that React just wrote.
        dangerouslySetInnerHTML={{ __html: drawn }}
      />
      <Lines lines={sources} x={MARGIN} y={bottom} size={SMALL} fill={inks.muted} />
    </svg>,
  );
  return svg
    .replace(/ class="[^"]*"/g, "")
    .replace(/var\(--color-([a-z0-9-]+),(#[0-9a-f]+)\)/g, (_, token: string, light: string) =>
      isDark ? (darkInks[token] ?? light) : light,
    );
}
