import { useI18n } from "~/i18n/i18n";

/** The licence of the directory's own texts, in the reader's language. */
export function Cc({ children }: { children: React.ReactNode }) {
  const { locale } = useI18n();
  return (
    <a
      rel="license noopener"
      href={`https://creativecommons.org/licenses/by-sa/4.0/deed.${locale}`}
    >
      {children}
    </a>
  );
}
