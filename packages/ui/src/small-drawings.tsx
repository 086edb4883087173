import { Children, type ReactNode } from "react";

/** Several drawings side by side, each sent once, at the width of a phone: the page stays light, and short. */
export function SmallDrawings({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-x-10 gap-y-8">
      {Children.map(children, (drawing) => (
        <div className="max-w-92 min-w-0">{drawing}</div>
      ))}
    </div>
  );
}
