/** The typeface of what is printed, by its name. */
export const family = "Atkinson Hyperlegible Next";

/** Colours of a drawing are tokens, each with what it is on white paper: there is no other in a file. */
export const plain = (svg: string): string => svg.replace(/var\(--[\w-]+, ?([^)]+)\)/g, "$1");

/** How large a drawing is, in its own units. */
export function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  if (!width || !height) throw new Error("A drawing says its size in its viewBox");
  return { width: Number(width), height: Number(height) };
}

/** A drawing on a white ground, in the first typeface of a list that is there. */
export function onPaper(svg: string, faces: string): string {
  const { width, height } = sizeOf(svg);
  return plain(svg)
    .replace("<svg ", `<svg font-family="${faces}" `)
    .replace(
      /(<svg [^>]*>(?:<title>.*?<\/title>)?(?:<desc>.*?<\/desc>)?)/s,
      `$1<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    );
}

/** A drawing as a file that any program opens. */
export const svgFile = (svg: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${onPaper(
    svg,
    `'${family}', 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif`,
  )}\n`;
