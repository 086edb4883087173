import { Markdown } from "@essaim/ui/markdown";
import { Section } from "@essaim/ui/section";

/** A text in Markdown under its title. An empty one is said, never left blank. */
export function Reading({
  title,
  text,
  level = 2,
}: {
  title: string;
  text: string;
  level?: 2 | 3;
}) {
  return (
    <Section title={title} level={level}>
      {text ? (
        // The form shows « ## » for titles: they come just under this one.
        <Markdown level={level}>{text}</Markdown>
      ) : (
        <p className="text-muted">Non renseigné.</p>
      )}
    </Section>
  );
}
