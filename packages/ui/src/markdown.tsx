import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";

type Level = 2 | 3 | 4;

function heading(depth: number, level: Level) {
  const Tag = `h${Math.min(6, depth - 1 + level)}` as "h2" | "h3" | "h4" | "h5" | "h6";
  return function Heading({ children }: { children?: ReactNode }) {
    return <Tag>{children}</Tag>;
  };
}

function componentsFor(level: Level): Components {
  return {
    h1: heading(1, level), h2: heading(2, level), h3: heading(3, level), h4: heading(4, level), h5: heading(5, level), h6: heading(6, level),
    a: ({ href, children }) => <a href={href} rel="nofollow noopener">{children}</a>,
    // A picture written by someone else would tell another server who reads: its words are kept, the picture is a link.
    img: ({ src, alt }) => (typeof src === "string" ? <a href={src} rel="nofollow noopener">{alt || src}</a> : null),
  };
}

const components: Record<Level, Components> = { 2: componentsFor(2), 3: componentsFor(3), 4: componentsFor(4) };

/** Text written by people, in Markdown. Raw HTML is left out; `level` is the level of its highest heading. */
export function Markdown({ children, level = 2 }: { children: string; level?: Level }) {
  return (
    <div className="prose">
      <ReactMarkdown skipHtml components={components[level]}>{children}</ReactMarkdown>
    </div>
  );
}
