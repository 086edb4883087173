import type { ReleaseContent } from "@essaim/impact/release/release.schema";
import { peopleTables } from "@essaim/impact/release/release.words";
import { formatDate, plural } from "@essaim/ui/format";
import { type DownloadsOf, DrawingFigure } from "./drawing-figure";
import { peopleDrawings } from "./release-drawings";

/** « 25 personnes accompagnées du 1er janvier au 30 septembre 2026. », as far as it may be said. */
export function peopleSentence({ people, header }: ReleaseContent): string {
  const { total } = people;
  if (total === null) {
    return people.isElsewhere
      ? "Les nombres de personnes de ces mois sont montrés par un autre financement\u202f: les montrer deux fois permettrait d’en retrouver de petits par différence."
      : "Le nombre de personnes accompagnées est masqué\u202f: il est trop petit pour être montré.";
  }
  const accompanied = plural(total.people, "personne accompagnée", "personnes accompagnées");
  return `${accompanied} du ${formatDate(header.startsOn)} au ${formatDate(total.asOf)}, chacune comptée une fois.`;
}

/** The people of a release, by each table that it may show. */
export function ReleasedPeople({
  content,
  downloadsOf,
}: {
  content: ReleaseContent;
  downloadsOf?: DownloadsOf | undefined;
}) {
  const withheld = peopleTables(content).filter(({ asOf }) => asOf === null);
  if (!content.people.total) return null;
  return (
    <div className="flex flex-col gap-8">
      <div className="grid gap-8 lg:grid-cols-2">
        {peopleDrawings(content).map((drawing) => (
          <DrawingFigure key={drawing.name} drawing={drawing} downloadsOf={downloadsOf} />
        ))}
      </div>
      {withheld.length > 0 && (
        <p className="max-w-measure text-sm text-muted">
          Secret statistique&#8239;: {listOf(withheld.map(({ title }) => title))}{" "}
          {withheld.length === 1 ? "n’est pas montré" : "ne sont pas montrés"}. Un nombre de moins
          de {content.threshold}&nbsp;personnes pourrait y être lu, ou retrouvé par différence.
        </p>
      )}
    </div>
  );
}

const listOf = (titles: readonly string[]) =>
  titles.map((title) => `«\u202f${title}\u202f»`).join(", ");
