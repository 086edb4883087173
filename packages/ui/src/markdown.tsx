import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

type Level = 1 | 2 | 3 | 4;

function Heading({ rank, children }: { rank: number; children?: ReactNode }) {
  // The page has its title already.
  const Tag = `h${Math.min(6, Math.max(2, rank))}` as "h2" | "h3" | "h4" | "h5" | "h6";
  return <Tag>{children}</Tag>;
}

// Texts of the directory come from people without an account too: search engines are told that their links are not ours.
const rel = "nofollow ugc noopener";

function componentsFor(level: Level): Components {
  return {
    h1: ({ children }) => <Heading rank={level}>{children}</Heading>,
    h2: ({ children }) => <Heading rank={level + 1}>{children}</Heading>,
    h3: ({ children }) => <Heading rank={level + 2}>{children}</Heading>,
    h4: ({ children }) => <Heading rank={level + 3}>{children}</Heading>,
    h5: ({ children }) => <Heading rank={level + 4}>{children}</Heading>,
    h6: ({ children }) => <Heading rank={level + 5}>{children}</Heading>,
    // An address that react-markdown refused (javascript:…) comes empty: the words stay, without a dead link.
    a: ({ href, children }) =>
      href ? (
        <a href={href} rel={rel}>
          {children}
        </a>
      ) : (
        <span>{children}</span>
      ),
    // A picture written by someone else would tell another server who reads: its words are kept, the picture is a link.
    img: ({ src, alt }) =>
      typeof src === "string" && src ? (
        <a href={src} rel={rel}>
          {alt || src}
        </a>
      ) : (
        <span>{alt}</span>
      ),
  };
}

const levels = [1, 2, 3, 4] as const;
const components = Object.fromEntries(
  levels.map((level) => [level, componentsFor(level)]),
) as Record<Level, Components>;

const longer = [remarkGfm];
/** Wider than a phone, a table is scrolled by itself, with the keys too. */
const tables: Components = {
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled must be reached by the keyboard.
    <div className="overflow-x-auto" tabIndex={0}>
      <table className="border-collapse [&_td]:border [&_td]:border-line [&_td]:px-2.5 [&_td]:py-1 [&_th]:border [&_th]:border-line [&_th]:px-2.5 [&_th]:py-1 [&_th]:text-left">
        {children}
      </table>
    </div>
  ),
};

/**
 * Text written by people, in Markdown. Raw HTML is left out. `level` is that of the title above it: « ## »,
 * which our forms teach, comes just under. `withTables`: what a longer text may hold besides, tables and notes.
 */
export function Markdown({
  children,
  level = 2,
  withTables = false,
}: {
  children: string;
  level?: Level;
  withTables?: boolean;
}) {
  const known = components[level];
  return (
    <div className="prose">
      <ReactMarkdown
        skipHtml
        components={withTables ? { ...known, ...tables } : known}
        remarkPlugins={withTables ? longer : undefined}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}
