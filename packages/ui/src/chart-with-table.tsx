import { type ReactNode, useId } from "react";
import { Disclosure } from "./disclosure.tsx";
import { useWords } from "./locale.tsx";

export type ChartFrameProps = {
  title: string;
  /** One sentence saying what the chart shows: « L’objectif de 25 personnes est presque atteint. » */
  description: ReactNode;
  level?: 2 | 3 | 4;
  table: ReactNode;
  /** Puts the table one click away; open on paper. */
  fold?: boolean;
  isOpen?: boolean;
  /** Where the figures come from and their day. */
  source?: ReactNode;
  /** The drawing and its figures as files: « Dessin (SVG) ». */
  downloads?: readonly { label: string; href: string }[];
};

/** What every chart stands in: its title, its sentence, the drawing, its figures in a table, and where they come from. */
export function ChartWithTable({
  title,
  description,
  level = 3,
  table,
  fold = true,
  isOpen,
  source,
  downloads = [],
  children,
}: ChartFrameProps & { children: ReactNode }) {
  const words = useWords();
  const titleId = useId();
  const Heading = `h${level}` as const;
  return (
    <figure aria-labelledby={titleId} className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-col gap-0.5">
        <Heading id={titleId} className="text-lg">
          {title}
        </Heading>
        {description && <p className="max-w-measure">{description}</p>}
      </figcaption>
      {children}
      {fold ? (
        <Disclosure summary={words.showTable} open={isOpen || undefined}>
          {table}
        </Disclosure>
      ) : (
        table
      )}
      {downloads.length > 0 && (
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm print:hidden">
          <span className="text-muted">{words.download}</span>
          {downloads.map(({ label, href }) => (
            <a
              key={href}
              href={href}
              className="inline-flex min-h-6 items-center pointer-coarse:min-h-11"
            >
              {label}
            </a>
          ))}
        </p>
      )}
      {source && <p className="text-xs text-muted">{source}</p>}
    </figure>
  );
}
