import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** A strip above everything: this is a demonstration, maintenance is coming. */
export function Banner({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside
      aria-label={label}
      className="border-b border-warning bg-warning-soft text-ink print:hidden"
    >
      <p className="flex items-start gap-2 px-4 py-2 text-sm sm:px-6">
        <Icon name="info" size={18} className="mt-0.5 text-warning" />
        <span>
          <strong>{label}</strong> {children}
        </span>
      </p>
    </aside>
  );
}
