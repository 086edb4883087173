import {
  erasedTableLabel,
  erasureGroundLabels,
} from "@essaim/accompaniment/privacy/erasure.schema";
import { Badge } from "@essaim/ui/badge";
import { formatDateTime, formatNumber, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import type { Board } from "./privacy";

type Line = Board["erasures"][number];

/** What was erased, by night or on request, with the proof that nothing is left. It names nobody. */
export function Erasures({ erasures }: Pick<Board, "erasures">) {
  return (
    <Section title="Ce qui a été effacé">
      {erasures.length === 0 ? (
        <p className="max-w-measure text-muted">
          Le compte rendu de la nuit prochaine apparaîtra ici, même si rien n’était à effacer.
        </p>
      ) : (
        <ul className="flex flex-col">
          {erasures.map((line) => (
            <li key={line.id} className="flex flex-col gap-1 border-b border-line py-3 first:pt-0">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <time dateTime={line.erasedAt.toISOString()}>{formatDateTime(line.erasedAt)}</time>
                <span className="font-semibold">{whatHappened(line)}</span>
                {line.people > 0 &&
                  (line.tracesLeft > 0 ? (
                    <Badge tone="danger" icon="alert">
                      Rien n’a été effacé
                    </Badge>
                  ) : (
                    <Badge tone="success" icon="check">
                      Aucune trace ne reste
                    </Badge>
                  ))}
              </p>
              <p className="max-w-measure text-sm text-muted">
                {why(line)}
                {details(line)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function whatHappened({ people, tracesLeft, done }: Line): string {
  if (tracesLeft > 0)
    return `${plural(people, "fiche n’a pas pu", "fiches n’ont pas pu")} s’effacer`;
  if (people > 0) return `${plural(people, "fiche effacée", "fiches effacées")}`;
  return Object.keys(done).length > 0 ? "Ménage de la nuit" : "Passage de la nuit";
}

function why({ ground, people, requestedByName }: Line): string {
  if (people === 0) return "";
  const by = requestedByName ? ` (${requestedByName})` : "";
  return `${erasureGroundLabels[ground]}${by}. `;
}

function details({ done, tracesLeft, people }: Line): string {
  const counts = Object.entries(done).map(([table, rows]) =>
    tracesLeft > 0
      ? `${table} (${formatNumber(rows, "fr", 0)})`
      : `${erasedTableLabel(table)} (${formatNumber(rows, "fr", 0)})`,
  );
  if (counts.length === 0) return people === 0 ? "Rien d’autre n’était à retirer." : "";
  if (tracesLeft > 0) {
    return `Un nom reste après l’effacement, qui est donc défait\u202f: ${counts.join(", ")}. Prévenez la personne qui s’occupe de votre installation.`;
  }
  return `${people > 0 ? "Vidé, modifié ou retiré" : "Retiré ou vidé"}\u202f: ${counts.join(", ")}.`;
}
