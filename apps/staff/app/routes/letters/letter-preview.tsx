import type { LetterItem } from "@essaim/outreach/newsletter/newsletter.schema";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { Icon } from "@essaim/ui/icon";
import { Markdown } from "@essaim/ui/markdown";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";

type Shown = { id: string; introduction: string; items: readonly LetterItem[] };

/** What a letter says, to read before it leaves or after, and to carry elsewhere. */
export function LetterPreview({ letter, publicUrl }: { letter: Shown; publicUrl: string }) {
  const isEmpty = letter.introduction === "" && letter.items.length === 0;
  return (
    <Section
      title="Aperçu"
      action={
        !isEmpty && (
          <>
            {/* Plain links: a page of its own, and files that the browser keeps. */}
            <a href={paths.letterPage(letter.id)} className={buttonClass({ size: "small" })}>
              Voir comme dans un message
            </a>
            <a
              href={paths.letterFile(letter.id, "html")}
              download
              className={buttonClass({ size: "small" })}
            >
              <Icon name="download" size={18} />
              HTML
            </a>
            <a
              href={paths.letterFile(letter.id, "txt")}
              download
              className={buttonClass({ size: "small" })}
            >
              <Icon name="download" size={18} />
              Texte
            </a>
          </>
        )
      }
    >
      {isEmpty ? (
        <EmptyState
          level={3}
          icon="mail"
          title="Cette lettre ne dit rien encore"
          action={<ButtonLink href={paths.editLetter(letter.id)}>L’écrire</ButtonLink>}
        >
          Quelques lignes, ou ce qui est public et que vous voulez montrer&#8239;: vous pourrez
          ensuite vous en envoyer un essai.
        </EmptyState>
      ) : (
        <div className="flex max-w-measure flex-col gap-6">
          {letter.introduction && <Markdown level={2}>{letter.introduction}</Markdown>}
          {letter.items.map((item) => (
            <article key={`${item.kind}-${item.id}`} className="border-t border-line pt-4">
              <p className="text-sm text-muted">{item.label}</p>
              <h3>
                <a href={publicUrl + item.path} className="wrap-anywhere">
                  {item.title}
                </a>
              </h3>
              <p className="whitespace-pre-line wrap-anywhere">{item.words || item.summary}</p>
            </article>
          ))}
        </div>
      )}
    </Section>
  );
}
