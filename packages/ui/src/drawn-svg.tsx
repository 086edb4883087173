import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { PAGE } from "./drawn.tsx";
import { type Locale, LocaleProvider } from "./locale.tsx";

/**
 * One drawing as an SVG that stands by itself, for a document or a file: `drawnSvg(<DrawnBars … width={PAGE} />)`. Its
 * colours are still tokens, each with what it is on white paper: a page that has the tokens follows its theme, and
 * @essaim/paper/drawing writes the file. Called on the server only.
 */
export function drawnSvg(drawing: ReactElement, locale: Locale = "fr"): string {
  const markup = renderToStaticMarkup(<LocaleProvider locale={locale}>{drawing}</LocaleProvider>);
  const size = /viewBox="0 0 (\d+) (\d+)"/.exec(markup);
  if (!markup.startsWith("<svg ") || !size)
    throw new Error(`Give the drawing a width, ${PAGE} say`);
  return markup.replace(
    "<svg ",
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size[1]}" height="${size[2]}" `,
  );
}
