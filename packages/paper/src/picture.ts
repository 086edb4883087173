import { family, onPaper } from "./drawing.ts";
import { fonts } from "./fonts.ts";

/** A drawing as a picture (PNG), in our typeface: no font of the machine is asked for. */
export async function pngFile(svg: string, { scale = 2 } = {}): Promise<Uint8Array> {
  // A native module that only pictures need.
  const { renderAsync } = await import("@resvg/resvg-js");
  // The narrow no-break space of our typeface is a seventh of an em: « 18 402 » would read as one run of figures.
  const drawing = onPaper(svg, family).replaceAll("\u202f", "\u00a0");
  const picture = await renderAsync(drawing, {
    fitTo: { mode: "zoom", value: scale },
    font: {
      fontFiles: [fonts.text, fonts.strong],
      loadSystemFonts: false,
      defaultFontFamily: family,
    },
  });
  return new Uint8Array(picture.asPng());
}
