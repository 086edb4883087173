import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";

type Level = 1 | 2 | 3 | 4;

function Heading({ rank, children }: { rank: number; children?: ReactNode }) {
  // The page has its title already.
  const Tag = `h${Math.min(6, Math.max(2, rank))}` as "h2" | "h3" | "h4" | "h5" | "h6";
  return <Tag>{children}</Tag>;
}

function componentsFor(level: Level, rel: string): Components {
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
const componentsWith = (rel: string) =>
  Object.fromEntries(levels.map((level) => [level, componentsFor(level, rel)])) as Record<
    Level,
    Components
  >;
const ours = componentsWith("nofollow noopener");
const fromOutside = componentsWith("nofollow ugc noopener");

/**
 * Text written by people, in Markdown. Raw HTML is left out. `level` is that of the title above it: « ## »,
 * which our forms teach, comes just under. What somebody without an account wrote is `isFromOutside`: search engines
 * are told that its links are not ours.
 */
export function Markdown({
  children,
  level = 2,
  isFromOutside = false,
}: {
  children: string;
  level?: Level;
  isFromOutside?: boolean;
}) {
  return (
    <div className="prose">
      <ReactMarkdown skipHtml components={(isFromOutside ? fromOutside : ours)[level]}>
        {children}
      </ReactMarkdown>
    </div>
  );
}
