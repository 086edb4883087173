import { writtenFields } from "./field-labels";

/** What somebody had written in a form, to read. */
export function Written({
  fields,
  title = "Ce que vous aviez écrit",
}: {
  fields: readonly { name: string; value: string }[];
  title?: string;
}) {
  const written = writtenFields(fields);
  if (written.length === 0) return null;
  return (
    <section
      aria-labelledby="saisie"
      className="flex w-full flex-col gap-3 border-t border-line pt-5"
    >
      <h2 id="saisie">{title}</h2>
      <dl className="flex flex-col gap-3">
        {written.map((field, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two fields may bear the same name and value
          <div key={index}>
            <dt className="text-sm text-muted">{field.label}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{field.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
