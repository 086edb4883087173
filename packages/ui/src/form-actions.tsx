import type { ReactNode } from "react";

/** The row of buttons that ends a form: the main one first, then « Annuler ». */
export function FormActions({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3 pt-2 print:hidden">{children}</div>
  );
}

/** One column of fields, 24 px apart. Put inside `<form noValidate>` so that errors are said in our own words. */
export function FormLayout({ children }: { children: ReactNode }) {
  return <div className="flex max-w-2xl flex-col gap-6">{children}</div>;
}
