import { can } from "@essaim/identity/actor";
import { listDeclaredFigures } from "@essaim/impact/declared-figure.queries";
import { declaredFigureFilterSchema } from "@essaim/impact/declared-figure.schema";
import { ButtonLink } from "@essaim/ui/button";
import { FigureCard } from "@essaim/ui/card";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatMonth, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../funding/list-words";

export const meta: MetaFunction = () => pageTitle("Chiffres déclarés");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(declaredFigureFilterSchema, request);
  const found = await context.execute(actor, listDeclaredFigures, filter);
  const words = wordsOf(request, { indicateur: filter.indicatorKey, annee: filter.year });
  return { ...found, words, canWrite: can(actor, "figure:write") };
}

export default function Figures() {
  const { figures, sums, years, words, canWrite, ...found } = useLoaderData<typeof loader>();
  const indicatorOptions = found.indicators.map(({ key, name }) => ({ value: key, label: name }));
  const links = linksOf(paths.figures, words);
  const indicator = indicatorOptions.find((one) => one.value === words.indicateur);
  const active = [
    indicator && { label: indicator.label, removeHref: links.without("indicateur") },
    words.annee && { label: words.annee, removeHref: links.without("annee") },
  ].filter((one) => typeof one === "object");
  const newFigure = canWrite && (
    <ButtonLink href={paths.newFigure()} variant="primary" icon="plus">
      Déclarer un chiffre
    </ButtonLink>
  );
  const isEmpty = found.total === 0 && active.length === 0;
  return (
    <>
      <PageHeader
        title="Chiffres déclarés"
        lead="Ce que nos dossiers ne peuvent pas compter, relevé chaque mois avec sa preuve."
        meta={<Link href={paths.indicators()}>Comment chaque indicateur est défini</Link>}
        action={!isEmpty && newFigure}
      />
      {isEmpty ? (
        <EmptyState title="Aucun chiffre déclaré pour l’instant" icon="chart" action={newFigure}>
          Les vues des vidéos, les visites et les bénéficiaires indirects se relèvent une fois par
          mois et par source.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.figures()}
            label="Trier les chiffres"
            active={active}
            clearHref={paths.figures()}
            summary={plural(found.total, "chiffre", "chiffres")}
          >
            <Select
              name="indicateur"
              label="Indicateur"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.indicateur}
              options={indicatorOptions}
            />
            <Select
              name="annee"
              label="Année"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.annee}
              options={years.map((year) => ({ value: String(year), label: String(year) }))}
            />
          </FilterBar>
          {sums.length > 0 && (
            <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {sums.map((sum) => (
                <FigureCard
                  key={sum.indicatorKey}
                  value={formatNumber(sum.value)}
                  label={sum.name}
                  note={`Somme de ${plural(sum.figures, "relevé", "relevés")}`}
                />
              ))}
            </div>
          )}
          <Table
            caption="Chiffres déclarés"
            hideCaption
            rows={figures}
            rowKey={(figure) => figure.id}
            stack="md"
            empty={
              <EmptyState title="Aucun chiffre ne correspond" icon="search">
                Retirez un filtre pour en voir davantage.
              </EmptyState>
            }
            columns={[
              {
                key: "indicator",
                header: "Indicateur",
                lead: true,
                cell: (figure) => (
                  <>
                    <IndicatorLink {...figure} canWrite={canWrite} />
                    {!figure.counts && (
                      <span className="block text-sm font-normal text-muted">
                        Ne compte pas&#8239;: ce mois est dit deux fois (
                        <Link href={paths.audience({ mois: figure.month.slice(0, 7) })}>
                          audience
                        </Link>
                        )
                      </span>
                    )}
                  </>
                ),
              },
              {
                key: "month",
                header: "Mois",
                className: "whitespace-nowrap",
                cell: (figure) => formatMonth(figure.month),
              },
              { key: "source", header: "Source", cell: (figure) => figure.source },
              {
                key: "value",
                header: "Chiffre",
                numeric: true,
                cell: (figure) => formatNumber(figure.value),
              },
              {
                key: "evidence",
                header: "Preuve",
                cell: (figure) => (
                  <span className="whitespace-pre-line text-sm break-words">{figure.evidence}</span>
                ),
              },
            ]}
          />
          <Pagination page={found.page} pageCount={found.pageCount} hrefFor={links.page} />
        </>
      )}
    </>
  );
}

/** The month is read by screen readers too: several links bear the same indicator. */
function IndicatorLink(props: {
  id: string;
  name: string;
  month: string;
  source: string;
  fromPieces: boolean;
  canWrite: boolean;
}) {
  const { name } = props;
  const href = props.fromPieces
    ? paths.audience({ mois: props.month.slice(0, 7) })
    : paths.editFigure(props.id);
  if (!props.canWrite && !props.fromPieces) return name;
  return (
    <Link href={href}>
      {name}
      <span className="sr-only">
        , {formatMonth(props.month)}, {props.source}
      </span>
    </Link>
  );
}
