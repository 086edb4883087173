import { useWords } from "./locale.tsx";
import { withoutSigns } from "./without-signs.tsx";

export type TextDiffPart = { kind: "same" | "removed" | "added" | "cut"; text: string };

/** A text and what changed in it: crossed out or underlined, and said so to whoever does not see it. */
export function TextDiff({ parts, lang }: { parts: readonly TextDiffPart[]; lang?: string }) {
  const words = useWords();
  return (
    <p lang={lang} className="max-w-measure whitespace-pre-line wrap-anywhere">
      {parts.map(({ kind, text }, index) => {
        const key = `${index}-${kind}`;
        if (kind === "removed") {
          return (
            <del key={key} className="bg-danger-soft text-danger">
              <span className="sr-only">{words.removed} </span>
              {text}
            </del>
          );
        }
        if (kind === "added") {
          return (
            <ins key={key} className="bg-success-soft text-success underline-offset-4">
              <span className="sr-only">{words.added} </span>
              {text}
            </ins>
          );
        }
        if (kind === "cut") {
          return (
            <span key={key} className="text-muted" title={words.unchanged}>
              {" […] "}
            </span>
          );
        }
        return <span key={key}>{text}</span>;
      })}
    </p>
  );
}

/** What changed in a record, one field after the other, without the signs of Markdown. */
export function FieldDiffs({
  changes,
  lang,
}: {
  changes: readonly { key: string; label: string; parts: readonly TextDiffPart[] }[];
  lang?: string;
}) {
  return (
    <dl className="flex flex-col gap-3">
      {changes.map(({ key, label, parts }) => (
        <div key={key} className="border-l-2 border-line pl-3">
          <dt className="text-sm font-semibold">{label}</dt>
          <dd>
            <TextDiff parts={withoutSigns(parts)} lang={lang} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
