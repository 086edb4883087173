import type { ReactNode } from "react";

/** A page that says one thing: a title, a few sentences, and what to do next. */
export function PlainPage({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-5">
      <h1>{title}</h1>
      {text && <p className="max-w-measure text-lg">{text}</p>}
      {children}
    </div>
  );
}
