import { listSavedViews } from "@essaim/accompaniment/worker/saved-view.queries";
import { viewQuery } from "@essaim/accompaniment/worker/saved-view.schema";
import {
  residenceLabels,
  residences,
  workerKindLabels,
  workerKinds,
} from "@essaim/accompaniment/worker/worker.schema";
import {
  filterQuery,
  filterWords,
  isNarrowed,
  noFilter,
  type WorkerFilter,
  workerFilterSchema,
} from "@essaim/accompaniment/worker/worker-filter.schema";
import { listWorkers } from "@essaim/accompaniment/worker/worker-list.queries";
import {
  columnKeys,
  columnsFor,
  listColumnsByKey,
  usualColumns,
} from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { type ActiveFilter, FilterBar } from "@essaim/ui/filter-bar";
import { plural } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { Tabs } from "@essaim/ui/tabs";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { HiddenFilter } from "./hidden-filter";
import { communeLabel } from "./neighbourhood-options";
import { workerColumns } from "./workers-table";
import { groupInWords } from "./workers-words";

export const meta: MetaFunction = () => pageTitle("Personnes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const [list, views] = await Promise.all([
    context.execute(actor, listWorkers, filter),
    context.execute(actor, listSavedViews, {}),
  ]);
  return {
    ...list,
    views,
    filter: { ...filter, page: list.page },
    today: today(),
    choosableColumns: columnsFor(actor.role, columnKeys),
    mayWrite: can(actor, "worker:write"),
    mayExport: can(actor, "worker:export"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Workers() {
  const page = useLoaderData<typeof loader>();
  const { workers, total, filter, pageCount, mayWrite, partlyClosed } = page;
  const active = activeFilters(page);
  const add = mayWrite && (
    <ButtonLink href={paths.newWorker()} variant="primary" icon="userPlus">
      Nouvelle personne
    </ButtonLink>
  );
  // Nobody at all: filters would only be in the way.
  if (total === 0 && !isNarrowed(filter)) {
    return (
      <>
        <PageHeader title="Personnes" />
        <Views {...page} />
        <EmptyState
          title="Personne n’est encore accompagné"
          icon="users"
          action={
            <>
              {add}
              <ButtonLink href={paths.workers(filterQuery(noFilter, { support: "all" }))}>
                Voir aussi les accompagnements terminés
              </ButtonLink>
            </>
          }
        >
          Enregistrez une première personne&nbsp;: un prénom, un nom et une façon de travailler
          suffisent.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Personnes" action={add} />
      <Views {...page} />
      <Filters {...page} active={active} />
      {partlyClosed.length > 0 && (
        <Alert title="Cette liste ne dit pas tout">
          {partlyClosed.join(", ")}&nbsp;: ces réponses ne vous sont ouvertes que pour les personnes
          que vous accompagnez, et pour celles que personne n’accompagne encore. Les autres ne sont
          pas dans cette liste, quoi que dise leur fiche.
        </Alert>
      )}
      {page.isApproximate && (
        <p role="status">
          Aucun nom ne s’écrit ainsi. Voici{" "}
          {total < 2 ? "celui qui lui ressemble" : "ceux qui lui ressemblent"}.
        </p>
      )}
      <Tools {...page} />
      <Table
        caption="Personnes accompagnées"
        hideCaption
        rows={workers}
        rowKey={(worker) => worker.id}
        columns={workerColumns(page.columns, filter, page.today)}
        stack="lg"
        empty={<NobodyFound filter={filter} />}
      />
      <Pagination
        page={filter.page}
        pageCount={pageCount}
        hrefFor={(wanted) => paths.workers(filterQuery(filter, { page: wanted }))}
      />
    </>
  );
}

/** The views that are kept, each a click away, and the way to keep or change one. */
function Views({ views, filter }: Page) {
  const here = viewQuery(filter);
  const current = views.find((view) => view.query === here);
  if (views.length === 0) return null;
  return (
    <Tabs
      label="Vues de la liste"
      tabs={[
        { label: "Toutes", href: paths.workers(), current: here === "" && !current },
        ...views.map((view) => ({
          label: view.scope === "mine" ? `${view.name} (à moi)` : view.name,
          href: paths.workers(view.query ? `?${view.query}` : ""),
          current: view === current,
        })),
      ]}
    />
  );
}

/** What can be done with the list as it is: keep it as a view, choose its columns, give its people away, take it away. */
function Tools(page: Page) {
  const { views, filter, total, mayWrite, mayExport } = page;
  const query = filterQuery(filter);
  const current = views.find((view) => view.query === viewQuery(filter));
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 print:hidden">
      {current ? (
        <ButtonLink href={paths.editView(current.id)} variant="quiet" size="small" icon="edit">
          Modifier cette vue
        </ButtonLink>
      ) : (
        <ButtonLink href={paths.newView(query)} variant="quiet" size="small" icon="plus">
          Enregistrer cette vue
        </ButtonLink>
      )}
      {mayWrite && total > 0 && (
        <ButtonLink href={paths.assignWorkers(query)} variant="quiet" size="small" icon="users">
          Confier à quelqu’un
        </ButtonLink>
      )}
      {mayExport && (
        <ButtonLink href={paths.exportWorkers(query)} variant="quiet" size="small" icon="download">
          Exporter
        </ButtonLink>
      )}
      <div className="basis-full">
        <Columns {...page} />
      </div>
    </div>
  );
}

function Columns({ filter, choosableColumns }: Page) {
  return (
    <Disclosure summary="Choisir les colonnes">
      <form method="get" action={paths.workers()} className="flex flex-col gap-4">
        <HiddenFilter filter={filter} except={["colonnes"]} />
        <CheckboxGroup
          key={filterQuery(filter)}
          name="colonnes"
          label="Colonnes, après le nom"
          optional="unmarked"
          columns
          defaultValue={filter.columns.map((key) => listColumnsByKey[key].word)}
          options={choosableColumns.map((key) => ({
            value: listColumnsByKey[key].word,
            label: listColumnsByKey[key].header,
          }))}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit">Montrer ces colonnes</Button>
          <ButtonLink
            variant="quiet"
            href={paths.workers(filterQuery(filter, { columns: [...usualColumns] }))}
          >
            Revenir aux colonnes habituelles
          </ButtonLink>
        </div>
      </form>
    </Disclosure>
  );
}

const needLabels = { review: "À revoir", overdue: "Action en retard" } as const;
const needChoices = [
  { value: "a-revoir", label: needLabels.review },
  { value: "en-retard", label: needLabels.overdue },
];
const supportChoices = [
  { value: "en-cours", label: "En cours" },
  { value: "termine", label: "Terminés" },
  { value: "tous", label: "Tous" },
];
const ownFields = ["q", "etat", "suivi", "accompagnement", "profil", "lieu", "commune"];

function Filters({ filter, coaches, communes, total, active }: Page & { active: ActiveFilter[] }) {
  const words = filterWords(filter);
  const { kind, residence, communeCode, support, coach, need, groups } = filter;
  const isPlaced = Boolean(kind || residence || communeCode);
  return (
    <FilterBar
      // A filter removed by its chip must leave the fields too.
      key={filterQuery(filter)}
      action={paths.workers()}
      label="Chercher une personne"
      active={active}
      clearHref={paths.workers(filterQuery(noFilter, orderOf(filter)))}
      summary={plural(total, "personne", "personnes")}
    >
      <HiddenFilter filter={filter} except={ownFields} />
      <SearchField
        label="Nom, téléphone ou courriel"
        defaultValue={filter.search}
        bare
        className="sm:min-w-64!"
      />
      <Fold
        open={
          support !== "current" ||
          coach !== undefined ||
          need !== undefined ||
          isPlaced ||
          groups.length > 0
        }
      >
        <Select
          name="etat"
          label="À faire"
          optional="unmarked"
          width="full"
          placeholder="Tout le monde"
          defaultValue={words.etat}
          options={needChoices}
        />
        <Select
          name="suivi"
          label="Accompagnements"
          optional="unmarked"
          width="full"
          placeholder={false}
          defaultValue={words.suivi}
          options={supportChoices}
        />
        <Select
          name="accompagnement"
          label="Accompagnement par"
          optional="unmarked"
          width="full"
          placeholder="Tout le monde"
          defaultValue={words.accompagnement}
          options={[
            { value: "moi", label: "Moi" },
            { value: "personne", label: "À attribuer" },
            ...coaches.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <details open={isPlaced} className="group sm:col-span-full">
          <summary className="inline-flex min-h-9 items-center gap-1.5 rounded-sm text-accent hover:text-accent-strong pointer-coarse:min-h-11">
            <Icon name="chevronRight" size={18} className="group-open:rotate-90" />
            <span className="underline decoration-1 underline-offset-4">
              Activité et lieu de vie
            </span>
          </summary>
          <div className="mt-3 grid gap-4 sm:grid-cols-3">
            <Select
              name="profil"
              label="Activité"
              optional="unmarked"
              width="full"
              placeholder="Toutes"
              defaultValue={words.profil}
              options={workerKinds.map((one) => ({
                value: filterWords({ ...noFilter, kind: one }).profil ?? "",
                label: workerKindLabels[one],
              }))}
            />
            <Select
              name="lieu"
              label="Lieu de vie"
              optional="unmarked"
              width="full"
              placeholder="Tous"
              defaultValue={words.lieu}
              options={residences.map((one) => ({
                value: filterWords({ ...noFilter, residence: one }).lieu ?? "",
                label: residenceLabels[one],
              }))}
            />
            <Select
              name="commune"
              label="Commune"
              optional="unmarked"
              width="full"
              placeholder="Toutes"
              defaultValue={words.commune}
              options={communes.map((commune) => ({
                value: commune.code,
                label: communeLabel(commune),
              }))}
            />
          </div>
        </details>
        <p className="sm:col-span-full">
          <ButtonLink
            href={paths.workersFilter(filterQuery(filter))}
            variant="quiet"
            size="small"
            icon="filter"
          >
            {groups.length > 0 ? "Modifier les conditions" : "Combiner des conditions"}
          </ButtonLink>
        </p>
      </Fold>
    </FilterBar>
  );
}

/** Folded on a phone, where the search comes first; always open on a larger screen, where it can be. */
function Fold({ open, children }: { open: boolean; children: ReactNode }) {
  return (
    <details open={open} className="fold-narrow group/fold sm:order-last sm:flex-[1_0_100%]!">
      <summary className="inline-flex min-h-11 items-center gap-1.5 rounded-sm text-accent hover:text-accent-strong sm:supports-[selector(::details-content)]:hidden">
        <Icon name="chevronRight" size={18} className="group-open/fold:rotate-90" />
        <span className="underline decoration-1 underline-offset-4">Autres filtres</span>
      </summary>
      <div className="grid gap-4 max-sm:mt-3 sm:grid-cols-3">{children}</div>
    </details>
  );
}

function activeFilters({ filter, coaches, communes, names }: Page): ActiveFilter[] {
  const without = (change: Partial<WorkerFilter>) => paths.workers(filterQuery(filter, change));
  const { search, support, coach, kind, residence, communeCode, need, groups, between } = filter;
  const found: (ActiveFilter | false | undefined)[] = [
    search !== "" && { label: `«\u202f${search}\u202f»`, removeHref: without({ search: "" }) },
    need && { label: needLabels[need], removeHref: without({ need: undefined }) },
    support !== "current" && {
      label:
        support === "ended" ? "Accompagnements terminés" : "Accompagnements en cours et terminés",
      removeHref: without({ support: "current" }),
    },
    coach !== undefined && {
      label: coachLabel(coach, coaches),
      removeHref: without({ coach: undefined }),
    },
    kind && { label: workerKindLabels[kind], removeHref: without({ kind: undefined }) },
    residence && {
      label: residence === "unknown" ? "Quartier non renseigné" : residenceLabels[residence],
      removeHref: without({ residence: undefined }),
    },
    communeCode !== undefined && {
      label: communes.find((one) => one.code === communeCode)?.name ?? communeCode,
      removeHref: without({ communeCode: undefined }),
    },
    ...groups.map((group, index) => ({
      label: `${index > 0 && between === "any" ? "ou " : ""}${groupInWords(group, names)}`,
      removeHref: without({ groups: groups.filter((one) => one !== group) }),
    })),
  ];
  return found.filter((filterInForce) => Boolean(filterInForce)) as ActiveFilter[];
}

function coachLabel(coach: string, coaches: Page["coaches"]): string {
  if (coach === "me") return "Accompagnement par moi";
  if (coach === "none") return "Accompagnement à attribuer";
  return coaches.find((one) => one.id === coach)?.name ?? "Un ancien collègue";
}

const orderOf = ({ sort, descending, columns }: WorkerFilter) => ({ sort, descending, columns });

function NobodyFound({ filter }: { filter: WorkerFilter }) {
  return (
    <EmptyState
      title="Personne ne correspond"
      icon="search"
      action={
        <>
          {filter.support !== "all" && (
            <ButtonLink href={paths.workers(filterQuery(filter, { support: "all" }))}>
              Chercher aussi parmi les accompagnements terminés
            </ButtonLink>
          )}
          <ButtonLink href={paths.workers()} variant="quiet">
            Voir toutes les personnes
          </ButtonLink>
        </>
      }
    >
      Quelques lettres suffisent, avec ou sans accents. Retirez un filtre, ou cherchez plus large.
    </EmptyState>
  );
}
