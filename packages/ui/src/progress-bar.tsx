import { cx } from "./cx.tsx";

/**
 * How far something is, as a bar and in words. Without `total`, it says only that it goes on.
 * @param words what the bar says, e.g. « 40 lignes sur 300 »
 */
export function ProgressBar({
  label,
  words,
  done,
  total,
  className,
}: {
  label: string;
  words: string;
  done?: number;
  total?: number | null;
  className?: string;
}) {
  const known = total ? { value: Math.min(done ?? 0, total), max: total } : {};
  return (
    <div className={cx("flex flex-col gap-2", className)}>
      {/* Browsers draw it: a width of ours would be a style attribute, which the content security policy refuses. */}
      <progress
        {...known}
        aria-label={label}
        aria-valuetext={words}
        className="h-2.5 w-full appearance-none overflow-hidden rounded-full border border-edge bg-well [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-well [&::-webkit-progress-value]:bg-accent"
      />
      <p className="figures text-muted">{words}</p>
    </div>
  );
}
