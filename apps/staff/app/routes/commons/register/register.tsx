import { listCommons } from "@essaim/commons/register/commons.queries";
import { isToLookAt } from "@essaim/commons/register/commons.rules";
import {
  commonsFilterSchema,
  healthLabels,
  healths,
} from "@essaim/commons/register/commons.schema";
import { today } from "@essaim/database/today";
import { describeLicence } from "@essaim/directory/licence.rules";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatDate, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { type Column, Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../../funding/list-words";
import { HealthBadge } from "./health-badge";

export const meta: MetaFunction = () => pageTitle("Registre des communs");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(commonsFilterSchema, request);
  const found = await context.execute(actor, listCommons, filter);
  const words = wordsOf(request, {
    q: filter.search || undefined,
    sante: filter.health,
    voir: filter.toLookAt || undefined,
  });
  const day = today();
  return {
    ...found,
    commons: found.commons.map(({ licenceExpression, ...one }) => ({
      ...one,
      licence: describeLicence(licenceExpression).label.fr,
      isToLookAt: isToLookAt(one.checkedOn, day),
    })),
    words,
    canAddResource: can(actor, "directory:write"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["commons"][number];

export default function Register() {
  const page = useLoaderData<typeof loader>();
  const { commons, words, toLookAt } = page;
  const links = linksOf(paths.commons, words);
  const health = healths.find((one) => one === words.sante);
  const active = [
    words.q && { label: `«\u202f${words.q}\u202f»`, removeHref: links.without("q") },
    health && { label: healthLabels[health], removeHref: links.without("sante") },
    words.voir && { label: "À regarder", removeHref: links.without("voir") },
  ].filter((one) => typeof one === "object");
  return (
    <>
      <PageHeader
        title="Registre des communs"
        lead="Les ressources ouvertes dont dépendent la coopérative, ses membres et ses activités&#8239;: comment elles vont, et ce qui leur est rendu."
      />
      {page.total === 0 && active.length === 0 ? (
        <EmptyState
          title="Aucun commun pour l’instant"
          icon="commons"
          action={
            page.canAddResource && (
              <ButtonLink href={paths.newResource()} variant="primary" icon="plus">
                Nouvelle ressource
              </ButtonLink>
            )
          }
        >
          Le registre suit les ressources ouvertes de l’annuaire. Ajoutez-y celles dont vous vous
          servez.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.commons()}
            label="Chercher dans le registre"
            active={active}
            clearHref={paths.commons()}
            summary={[
              plural(page.total, "commun", "communs"),
              toLookAt > 0 && `${formatNumber(toLookAt)} à regarder`,
            ]
              .filter(Boolean)
              .join(" · ")}
            fold
          >
            <SearchField name="q" label="Nom" defaultValue={words.q} bare />
            <Select
              name="sante"
              label="Santé"
              optional="unmarked"
              placeholder="Toutes"
              defaultValue={words.sante}
              options={healths.map((value) => ({ value, label: healthLabels[value] }))}
            />
            <Checkbox
              name="voir"
              value="a-regarder"
              label="Non regardés depuis un an"
              defaultChecked={words.voir !== undefined}
            />
          </FilterBar>
          <Table
            caption="Registre des communs"
            hideCaption
            rows={commons}
            rowKey={(row) => row.id}
            empty={
              <EmptyState title="Aucun commun ne correspond" icon="search">
                Retirez un filtre pour en voir davantage.
              </EmptyState>
            }
            columns={columns(page)}
          />
          <Pagination page={page.page} pageCount={page.pageCount} hrefFor={links.page} />
        </>
      )}
    </>
  );
}

/** Nobody has said it yet. */
const nothing = <span className="text-muted">–</span>;

function columns({ seesPeople, seesGiven }: Page): Column<Row>[] {
  const all: (Column<Row> | false)[] = [
    {
      key: "name",
      header: "Commun",
      lead: true,
      cell: (row) => (
        <>
          <Link href={paths.oneCommons(row.id)}>{row.name}</Link>
          <span className="block text-sm font-normal text-muted">
            {resourceKindLabels[row.kind].fr} · {row.licence}
          </span>
        </>
      ),
    },
    {
      key: "health",
      header: "Santé",
      cell: (row) => (row.health === "unknown" ? nothing : <HealthBadge health={row.health} />),
    },
    {
      key: "checked",
      header: "Regardé le",
      className: "whitespace-nowrap",
      cell: (row) => (
        <>
          {row.checkedOn ? formatDate(row.checkedOn) : nothing}
          {row.checkedOn && row.isToLookAt && (
            <span className="block text-sm text-muted">il y a plus d’un an</span>
          )}
        </>
      ),
    },
    {
      key: "people",
      header: "Personnes clés",
      numeric: true,
      cell: (row) => (row.busFactor === null ? nothing : formatNumber(row.busFactor)),
    },
    seesPeople && {
      key: "workers",
      header: "Personnes qui s’en servent",
      numeric: true,
      cell: (row) => formatNumber(row.workerCount ?? 0),
    },
    {
      key: "activities",
      header: "Activités",
      numeric: true,
      cell: (row) => formatNumber(row.activityCount),
    },
    seesGiven && {
      key: "given",
      header: "Contributions",
      numeric: true,
      cell: (row) => formatNumber(row.givenCount ?? 0),
    },
  ];
  return all.filter((column) => column !== false);
}
