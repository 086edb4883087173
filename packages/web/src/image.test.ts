import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { type ImageFile, prepareImage } from "./image.ts";

const photograph = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#b54" } });

async function prepared(bytes: Uint8Array): Promise<ImageFile[]> {
  const outcome = await prepareImage(bytes);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.files;
}

/** The header of a PNG that says it is this large, and hardly any pixel of it. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe("an image", () => {
  test("is made anew in two widths and two formats", async () => {
    const files = await prepared(await photograph(2000, 1000).jpeg().toBuffer());
    expect(files.map(({ format, width, height }) => [format, width, height])).toEqual([
      ["avif", 480, 240],
      ["webp", 480, 240],
      ["avif", 1200, 600],
      ["webp", 1200, 600],
    ]);
    for (const { bytes, format } of files) {
      const found = await sharp(bytes).metadata();
      expect(found.format === "heif" ? "avif" : found.format).toBe(format);
    }
  });

  test.each(["png", "webp", "avif"] as const)("may be sent as %s", async (format) => {
    const sent = await photograph(600, 400).toFormat(format).toBuffer();
    expect((await prepared(sent)).map(({ width }) => width)).toEqual([480, 480, 600, 600]);
  });

  test("smaller than both widths is not enlarged, and made once", async () => {
    const files = await prepared(await photograph(300, 200).png().toBuffer());
    expect(files.map(({ width }) => width)).toEqual([300, 300]);
  });

  test("loses where and with what it was taken, and stands the right way up", async () => {
    const sent = await photograph(1000, 500)
      .jpeg()
      .withExif({ IFD0: { Make: "Appareil" }, IFD3: { GPSLatitude: "50/1" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(sent).metadata()).exif).toBeDefined();
    for (const { bytes, width, height } of await prepared(sent)) {
      const found = await sharp(bytes).metadata();
      expect(found.exif).toBeUndefined();
      expect(found.xmp).toBeUndefined();
      expect(Buffer.from(bytes).includes("Appareil")).toBe(false);
      expect(height).toBeGreaterThan(width);
    }
  });
});

describe("what is no image, or one made to harm, is refused", () => {
  test.each([
    ["a text", Buffer.from("bonjour")],
    ["nothing", Buffer.alloc(0)],
    [
      "a drawing that may hold a script",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script/></svg>'),
    ],
    ["a GIF", Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64")],
  ])("%s", async (_, bytes) => {
    expect(await prepareImage(bytes)).toEqual({ ok: false, reason: "not_an_image" });
  });

  test("a file cut short", async () => {
    const whole = await photograph(800, 800).png().toBuffer();
    expect(await prepareImage(whole.subarray(0, whole.length / 2))).toEqual({
      ok: false,
      reason: "not_an_image",
    });
  });

  test("a few bytes that would open into gigabytes", async () => {
    expect(await prepareImage(bomb(50_000, 50_000))).toEqual({
      ok: false,
      reason: "too_many_pixels",
    });
    expect(await prepareImage(bomb(6_000, 6_000))).toEqual({ ok: false, reason: "not_an_image" });
  });

  test("one too small to show anything", async () => {
    const dot = await photograph(10, 10).png().toBuffer();
    expect(await prepareImage(dot)).toEqual({ ok: false, reason: "too_small" });
  });
});

test("images that arrive together are opened one after the other", async () => {
  const bytes = await photograph(1300, 900).jpeg().toBuffer();
  let most = 0;
  const count = () => {
    // One that passes from waiting to being made between the two readings is in both.
    const { queue, process } = sharp.counters();
    most = Math.max(most, queue, process);
  };
  sharp.queue.on("change", count);
  const outcomes = await Promise.all([1, 2, 3].map(() => prepareImage(bytes)));
  sharp.queue.off("change", count);
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(most).toBe(1);
});
