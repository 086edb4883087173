import { Disclosure } from "@essaim/ui/disclosure";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { ChoroplethMap } from "@essaim/ui/map";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { contoursNote } from "../territory/contour-words";
import { drawTerritory } from "../territory/drawing.server";
import { Reason } from "../territory/funder-notice";
import { measureTitle, writeCell } from "../territory/measure-words";
import { readTerritory } from "../territory/territory.server";
import { readChosenRelease } from "./chosen-release.server";
import { NoRelease } from "./no-release";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const { release } = await readChosenRelease(context, actor, grantId, request);
  if (!release) return { grantId, hasRelease: false, shown: null };
  const of = { financement: grantId, arrete: release.cutOffOn };
  const territory = await readTerritory(context, actor, { ...of, voir: "personnes" });
  if (!territory.scope || !territory.ofFunder) return { grantId, hasRelease: true, shown: null };
  const { ofFunder, rows, measure, scope } = territory;
  const { asOf, threshold, isElsewhere, why } = ofFunder;
  return {
    grantId,
    hasRelease: true,
    shown: {
      title: `${measureTitle(measure)}, ${scope.name}`,
      measureTitle: measureTitle(measure),
      described: rows.filter(({ shade }) => typeof shade === "object").length,
      reason: { asOf, threshold, isElsewhere, why, grantTitle: ofFunder.grant?.title ?? null },
      map: drawTerritory(territory, of),
      note: contoursNote(rows.map(({ origin }) => origin)),
      csv: paths.territoryCsv({ ...of, voir: "personnes", ou: scope.code }),
      more: paths.territory(of),
      rows: rows.map((row) => ({
        code: row.code,
        name: row.name,
        communes: row.communes,
        href: paths.neighbourhood(row.code, of),
        said: writeCell(measure, row.shade),
        isKnown: typeof row.shade === "object",
      })),
    },
  };
}

/** The neighbourhoods of a release: the numbers that it shows; every other one is masked, be it empty or not. */
export default function PortalMap() {
  const { grantId, hasRelease, shown } = useLoaderData<typeof loader>();
  if (!hasRelease) return <NoRelease grantId={grantId} />;
  if (!shown) {
    return (
      <p className="text-muted">
        Les contours des quartiers prioritaires ne sont pas encore chargés&#8239;: la carte se
        dessinera ensuite.
      </p>
    );
  }
  const places = plural(shown.rows.length, "quartier prioritaire", "quartiers prioritaires");
  const at = shown.reason.asOf ? `, au ${formatDate(shown.reason.asOf)}` : "";
  return (
    <>
      {shown.described === 0 ? (
        <p className="max-w-measure">
          Aucun nombre n’est montré dans ces {places}
          {at}.
        </p>
      ) : (
        <ChoroplethMap
          title={shown.title}
          description={`Le nombre est montré dans ${shown.described} des ${places}${at}.`}
          {...shown.map}
          keysTitle={shown.measureTitle}
          tableId="tableau"
          note={shown.note}
        />
      )}
      <Reason funder={shown.reason} />
      <Section
        title="Les mêmes nombres, quartier par quartier"
        id="tableau"
        action={
          <>
            <a href={shown.csv}>Tableur (CSV)</a>
            <Link href={shown.more}>Les indicateurs de ces quartiers</Link>
          </>
        }
      >
        {shown.described === 0 ? (
          <Disclosure summary={`Voir les ${places}`}>
            <Places shown={shown} />
          </Disclosure>
        ) : (
          <Places shown={shown} />
        )}
      </Section>
    </>
  );
}

type Shown = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["shown"]>;

function Places({ shown }: { shown: Pick<Shown, "title" | "measureTitle" | "rows"> }) {
  return (
    <Table
      caption={shown.title}
      hideCaption
      rows={shown.rows}
      rowKey={(row) => row.code}
      stack="sm"
      columns={[
        {
          key: "name",
          header: "Quartier",
          lead: true,
          cell: (row) => <Link href={row.href}>{row.name}</Link>,
        },
        { key: "communes", header: "Communes", cell: (row) => row.communes.join(", ") },
        {
          key: "value",
          header: shown.measureTitle,
          numeric: true,
          className: "whitespace-normal",
          cell: (row) => <span className={row.isKnown ? undefined : "text-muted"}>{row.said}</span>,
        },
      ]}
    />
  );
}
