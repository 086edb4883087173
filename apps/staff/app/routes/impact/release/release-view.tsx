import type { ReleaseContent, ReleaseDetails } from "@essaim/impact/release/release.schema";
import { PHONE } from "@essaim/ui/drawn";
import { formatNumber, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { type DownloadsOf, DrawingFigure } from "./drawing-figure";
import { drawingsOf } from "./release-drawings";
import { ReleasedFigures } from "./released-figures";
import { ReleasedMoney } from "./released-money";
import { peopleSentence, ReleasedPeople } from "./released-people";

/** A release as whoever is outside the team reads it: the same to the team that looks, and to its funder. */
export function ReleaseView({
  content,
  details,
  without,
  downloadsOf,
}: {
  content: ReleaseContent;
  details: ReleaseDetails | null;
  /** What the funder reads on pages of their own. */
  without?: "map and money";
  downloadsOf?: DownloadsOf;
}) {
  const figures = [...content.figures, ...(details?.figures ?? [])];
  const contributions = content.contributions.reduce((sum, row) => sum + row.contributions, 0);
  const drawings = drawingsOf({ content, details });
  const part = (name: (typeof drawings)[number]["part"], width?: number) =>
    drawings
      .filter((drawing) => drawing.part === name)
      .map((drawing) => (
        <DrawingFigure
          key={drawing.name}
          drawing={drawing}
          downloadsOf={downloadsOf}
          {...(width && { width })}
        />
      ));
  const months = part("months", PHONE);
  return (
    <>
      <Section title="Promis et fait" rule={false}>
        {part("figures")}
        <ReleasedFigures content={content} figures={figures} />
      </Section>
      <Section title="Personnes accompagnées" lead={peopleSentence(content)}>
        <ReleasedPeople content={content} downloadsOf={downloadsOf} />
        {!without && <Neighbourhoods content={content} />}
      </Section>
      {contributions > 0 && (
        <Section
          title="Contributions aux communs"
          lead={`${plural(contributions, "contribution", "contributions")} pendant la période.`}
        >
          <div className="max-w-2xl">{part("contributions")}</div>
        </Section>
      )}
      {months.length > 0 && (
        <Section title="Mois après mois">
          <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">{months}</div>
        </Section>
      )}
      {details && !without && (
        <Section title="Argent">
          <ReleasedMoney
            cutOffOn={content.cutOffOn}
            money={details.money}
            downloadsOf={downloadsOf}
          />
        </Section>
      )}
    </>
  );
}

function Neighbourhoods({ content }: { content: ReleaseContent }) {
  const map = content.people.neighbourhoods;
  if (!map) return null;
  const rows = Object.entries(map.people).sort(([, one], [, other]) => other - one);
  return (
    <div className="max-w-2xl">
      <Table
        caption="Dans quels quartiers prioritaires"
        rows={rows}
        rowKey={([code]) => code}
        stack="never"
        columns={[
          {
            key: "name",
            header: "Quartier",
            lead: true,
            cell: ([code]) => map.names[code] ?? code,
          },
          {
            key: "people",
            header: "Personnes",
            numeric: true,
            cell: ([, people]) => formatNumber(people),
          },
        ]}
      />
      <p className="text-sm text-muted">
        Les autres quartiers sont masqués (secret statistique), qu’il y vive quelqu’un ou personne.
      </p>
    </div>
  );
}
