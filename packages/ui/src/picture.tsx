import { cx } from "./cx.tsx";

/** Sizes of an image in pixels, the smallest first, each there in both formats. */
export type PictureSizes = readonly { width: number; height: number }[];

/**
 * An image in the format and size that the screen asks for, loaded when it comes into sight; its place is kept.
 * However tall, it is seen whole on one screen.
 * @param addressOf one of its files
 */
export function Picture({
  sizes,
  addressOf,
  alt,
  lang,
  className,
}: {
  sizes: PictureSizes;
  addressOf: (width: number, format: "avif" | "webp") => string;
  alt: string;
  lang?: string;
  className?: string;
}) {
  const [smallest] = sizes;
  const largest = sizes.at(-1);
  if (!smallest || !largest) return null;
  const from = (format: "avif" | "webp") =>
    sizes.map(({ width }) => `${addressOf(width, format)} ${width}w`).join(", ");
  // The width of the reading column, in both layouts.
  const shown = "(max-width: 48rem) 100vw, 44rem";
  return (
    <picture>
      <source type="image/avif" srcSet={from("avif")} sizes={shown} />
      <img
        src={addressOf(smallest.width, "webp")}
        srcSet={from("webp")}
        sizes={shown}
        width={largest.width}
        height={largest.height}
        alt={alt}
        lang={lang}
        loading="lazy"
        decoding="async"
        className={cx("max-h-[80svh] object-contain object-left", className)}
      />
    </picture>
  );
}
