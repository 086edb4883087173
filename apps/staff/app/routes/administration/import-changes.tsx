import { Alert } from "@essaim/ui/alert";
import { Disclosure } from "@essaim/ui/disclosure";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";
import { overlapsSentence } from "./contour-result";
import type { Changes } from "./import-changes.server";

/** Neighbourhoods in sight; the others are folded. */
const SHOWN = 20;

/** What an import of contours changed, neighbourhood by neighbourhood. */
export function ImportChanges({ changes }: { changes: Changes }) {
  const { added, changed, retired, overlaps } = changes;
  const isNothing = added.length + changed.length + retired.length === 0;
  return (
    <Section title="Ce que votre import a changé">
      {overlaps.pairs.length > 0 && <Alert tone="warning">{overlapsSentence(overlaps)}</Alert>}
      {isNothing && (
        <p className="text-muted">
          Rien&#8239;: le registre disait déjà tout ce que dit le fichier.
        </p>
      )}
      <Changed some={added} one="quartier ajouté" many="quartiers ajoutés" />
      <Changed some={changed} one="quartier modifié" many="quartiers modifiés" />
      <Changed
        some={retired}
        one="quartier sorti de la liste"
        many="quartiers sortis de la liste"
      />
    </Section>
  );
}

type Named = Changes["added"];

function Changed({ some, one, many }: { some: Named; one: string; many: string }) {
  if (some.length === 0) return null;
  const others = some.length - SHOWN;
  return (
    <div className="flex flex-col gap-2">
      <h3>{plural(some.length, one, many)}</h3>
      <Names some={some.slice(0, SHOWN)} />
      {others > 0 && (
        <Disclosure summary={plural(others, "autre", "autres")}>
          <Names some={some.slice(SHOWN)} />
        </Disclosure>
      )}
    </div>
  );
}

function Names({ some }: { some: Named }) {
  return (
    <ul className="list-disc gap-x-10 pl-5 sm:columns-2 xl:columns-3">
      {some.map(({ code, name }) => (
        <li key={code}>
          <Link href={paths.neighbourhood(code)}>{name}</Link>{" "}
          <span className="text-muted">({code})</span>
        </li>
      ))}
    </ul>
  );
}
