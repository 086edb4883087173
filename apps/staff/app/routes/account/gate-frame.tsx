import { Mark } from "@essaim/ui/logo";
import type { ReactNode } from "react";
import { DemoBanner } from "~/demo-banner";
import { usePageArrival } from "~/use-page-arrival";

/** A page before signing in: the name of the house, one column, nothing else. */
export function GateFrame({ isDemo = false, children }: { isDemo?: boolean; children: ReactNode }) {
  usePageArrival();
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#contenu" className="skip-link">
        Aller au contenu
      </a>
      {isDemo && <DemoBanner />}
      <div className="mx-auto flex w-full max-w-xl flex-1 flex-col px-4 py-8 sm:px-6 sm:py-14">
        <header className="mb-8 flex items-center gap-3">
          <Mark size={36} />
          <p className="leading-tight">
            <span className="block text-xl font-semibold tracking-tight">Essaim</span>
            <span className="block text-sm text-muted">
              Le bureau de la coopérative d’activités et d’emploi
            </span>
          </p>
        </header>
        <main id="contenu" tabIndex={-1} className="flex flex-col gap-6 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
