import pLimit from "p-limit";
import sharp, { type Sharp } from "sharp";

export const imageFormats = ["avif", "webp"] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** One size and format of an image, made anew. Sizes in pixels. */
export type ImageFile = {
  format: ImageFormat;
  width: number;
  height: number;
  bytes: Uint8Array;
};

/** What is read; whatever else is refused, SVG first: it may hold a script. */
const readFormats = new Set(["jpeg", "png", "webp", "heif"]);

/** Pixels of an image at most, once opened: a few kilobytes may open into gigabytes. */
const mostPixels = 40_000_000;

/** A telephone's, and a large screen's. A smaller image keeps its own size. */
const widths = [480, 1200];

/** Smaller ones show nothing. */
const smallestSide = 40;

export type PreparedImage =
  | { ok: true; files: ImageFile[] }
  | { ok: false; reason: "not_an_image" | "too_many_pixels" | "too_small" };

// One image at a time, on one core: the process has others to answer, and an open image takes four bytes a pixel.
const inTurn = pLimit(1);
sharp.concurrency(1);
sharp.cache(false);

/**
 * Makes an image anew, in two widths and two formats: nothing of the file that was sent remains, its metadata (the
 * place where a photograph was taken) least of all. Images that arrive together wait for each other.
 */
export const prepareImage = (bytes: Uint8Array): Promise<PreparedImage> =>
  inTurn(() => makeAnew(bytes));

async function makeAnew(bytes: Uint8Array): Promise<PreparedImage> {
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", pages: 1 });
  try {
    const {
      format,
      width = 0,
      height = 0,
    } = await sharp(bytes, {
      limitInputPixels: false,
    }).metadata();
    if (!format || !readFormats.has(format)) return { ok: false, reason: "not_an_image" };
    if (width * height > mostPixels) return { ok: false, reason: "too_many_pixels" };
    if (Math.min(width, height) < smallestSide) return { ok: false, reason: "too_small" };
    const files: ImageFile[] = [];
    let made = 0;
    for (const asked of widths) {
      // Turned as its camera says, before that word is dropped with the rest.
      const resized = open().autoOrient().resize({ width: asked, withoutEnlargement: true });
      for (const format of imageFormats) {
        const file = await encode(resized, format);
        if (file.width === made) return { ok: true, files };
        files.push(file);
      }
      made = files.at(-1)?.width ?? 0;
    }
    return { ok: true, files };
  } catch {
    // Cut short, of another kind, or made to harm: all that a decoder refuses.
    return { ok: false, reason: "not_an_image" };
  }
}

async function encode(image: Sharp, format: ImageFormat): Promise<ImageFile> {
  const copy = image.clone();
  const encoded =
    format === "avif" ? copy.avif({ quality: 50, effort: 3 }) : copy.webp({ quality: 75 });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { format, width: info.width, height: info.height, bytes: data };
}
