import { Disclosure } from "@essaim/ui/disclosure";
import { Markdown } from "@essaim/ui/markdown";
import { Section } from "@essaim/ui/section";

/** What was translated, folded away: the French text is the record. */
export function English({
  texts,
  labels,
}: {
  texts: Record<string, string> | null;
  /** In French, by field, in the order to show. */
  labels: Record<string, string>;
}) {
  if (!texts) return null;
  return (
    <Section title="Traduction en anglais">
      <Disclosure summary="Lire la traduction">
        <dl className="flex flex-col gap-4">
          {Object.entries(labels).map(
            ([name, label]) =>
              texts[name] && (
                <div key={name}>
                  <dt className="text-sm font-normal! text-muted">{label}</dt>
                  <dd lang="en">
                    <Markdown level={2}>{texts[name]}</Markdown>
                  </dd>
                </div>
              ),
          )}
        </dl>
      </Disclosure>
    </Section>
  );
}

/** That what is public in English may be out of date; nothing when no field is. */
export function translationAdvice(
  outdated: readonly string[],
  labels: Record<string, string>,
): string[] {
  const fields = Object.keys(labels).filter((name) => outdated.includes(name));
  if (fields.length === 0) return [];
  const named = fields.map((name) => labels[name]).join(", ");
  return [`Le français publié a changé depuis sa traduction en anglais\u202f: ${named}.`];
}
