import {
  residenceLabels,
  residences,
  workerKindLabels,
  workerKindShortLabels,
  workerKinds,
} from "@essaim/accompaniment/worker/worker.schema";
import {
  filterQuery,
  filterWords,
  noFilter,
  type WorkerFilter,
  workerFilterSchema,
} from "@essaim/accompaniment/worker/worker-filter.schema";
import { listWorkers, type WorkerRow } from "@essaim/accompaniment/worker/worker-list.queries";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { type ActiveFilter, FilterBar } from "@essaim/ui/filter-bar";
import { formatDate, plural } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { type Column, Table } from "@essaim/ui/table";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { communeLabel } from "./neighbourhood-options";

export const meta: MetaFunction = () => pageTitle("Personnes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(workerFilterSchema, request);
  const list = await context.execute(actor, listWorkers, filter);
  return {
    ...list,
    filter: { ...filter, page: list.page },
    today: today(),
    mayWrite: can(actor, "worker:write"),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Workers() {
  const page = useLoaderData<typeof loader>();
  const { workers, total, filter, pageCount, mayWrite } = page;
  const active = activeFilters(page);
  const isFiltered = active.length > 0;
  const add = mayWrite && (
    <ButtonLink href={paths.newWorker()} variant="primary" icon="userPlus">
      Nouvelle personne
    </ButtonLink>
  );
  // Nobody at all: filters would only be in the way.
  if (total === 0 && !isFiltered) {
    return (
      <>
        <PageHeader title="Personnes" />
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
      <Filters {...page} active={active} />
      {page.isApproximate && (
        <p role="status">
          Aucun nom ne s’écrit ainsi. Voici{" "}
          {total < 2 ? "celui qui lui ressemble" : "ceux qui lui ressemblent"}.
        </p>
      )}
      <Table
        caption="Personnes accompagnées"
        hideCaption
        rows={workers}
        rowKey={(worker) => worker.id}
        columns={columns(page)}
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

const needLabels = { review: "À revoir", overdue: "Prochaine étape en retard" } as const;
const needChoices = [
  { value: "a-revoir", label: needLabels.review },
  { value: "en-retard", label: needLabels.overdue },
];
const supportChoices = [
  { value: "en-cours", label: "En cours" },
  { value: "termine", label: "Terminés" },
  { value: "tous", label: "Tous" },
];

function Filters({ filter, coaches, communes, total, active }: Page & { active: ActiveFilter[] }) {
  const words = filterWords(filter);
  const { kind, residence, communeCode, support, coach, need } = filter;
  const isNarrowed = Boolean(kind || residence || communeCode);
  return (
    <FilterBar
      // A filter removed by its chip must leave the fields too.
      key={filterQuery(filter)}
      action={paths.workers()}
      label="Chercher une personne"
      active={active}
      clearHref={paths.workers(filterQuery(noFilter, sortOf(filter)))}
      summary={plural(total, "personne", "personnes")}
    >
      {words.tri !== "nom" && <input type="hidden" name="tri" value={words.tri} />}
      <SearchField
        label="Nom, téléphone ou courriel"
        defaultValue={filter.search}
        bare
        className="sm:min-w-64!"
      />
      <Fold open={support !== "current" || coach !== undefined || need !== undefined || isNarrowed}>
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
        <details open={isNarrowed} className="group sm:col-span-full">
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

function activeFilters({ filter, coaches, communes }: Page): ActiveFilter[] {
  const without = (change: Partial<WorkerFilter>) => paths.workers(filterQuery(filter, change));
  const { search, support, coach, kind, residence, communeCode, need } = filter;
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
  ];
  return found.filter((filterInForce) => Boolean(filterInForce)) as ActiveFilter[];
}

function coachLabel(coach: string, coaches: Page["coaches"]): string {
  if (coach === "me") return "Accompagnement par moi";
  if (coach === "none") return "Accompagnement à attribuer";
  return coaches.find((one) => one.id === coach)?.name ?? "Un ancien collègue";
}

const sortOf = ({ sort, descending }: WorkerFilter) => ({ sort, descending });

function columns({ filter, today: day }: Page): Column<WorkerRow>[] {
  const sort = (by: WorkerFilter["sort"], firstDescending = false) => {
    const isCurrent = filter.sort === by;
    const descending = isCurrent ? !filter.descending : firstDescending;
    return {
      href: paths.workers(filterQuery(filter, { sort: by, descending })),
      direction: isCurrent
        ? filter.descending
          ? ("descending" as const)
          : ("ascending" as const)
        : undefined,
    };
  };
  return [
    {
      key: "name",
      header: "Nom",
      lead: true,
      sort: sort("name"),
      cell: (worker) => (
        <Link href={paths.worker(worker.id)}>
          {worker.familyName} <span className="font-normal">{worker.givenName}</span>
        </Link>
      ),
    },
    // On a phone a person takes two lines: the name, the last meeting.
    {
      key: "kind",
      header: "Activité",
      className: "max-sm:hidden",
      cell: (worker) => workerKindShortLabels[worker.kind],
    },
    {
      key: "home",
      header: "Lieu de vie",
      className: "max-sm:hidden",
      cell: (worker) => <Home {...worker} />,
    },
    {
      key: "coach",
      header: "Accompagnement",
      className: "max-sm:hidden",
      cell: (worker) => worker.coachName ?? <span className="text-muted">À attribuer</span>,
    },
    {
      key: "start",
      header: "Début",
      className: "max-sm:hidden",
      sort: sort("start", true),
      cell: (worker) => (
        <>
          <time dateTime={worker.supportedFrom}>{formatDate(worker.supportedFrom)}</time>
          {worker.supportedUntil !== null && worker.supportedUntil < day && (
            <>
              {" "}
              <Badge>Terminé</Badge>
            </>
          )}
        </>
      ),
    },
    {
      key: "meeting",
      header: "Dernière rencontre",
      sort: sort("lastMeeting"),
      cell: (worker) => (
        <>
          {worker.lastMeetingOn ? (
            <time dateTime={worker.lastMeetingOn}>{formatDate(worker.lastMeetingOn)}</time>
          ) : (
            <span className="text-muted">Jamais</span>
          )}
          {worker.toReview && (
            <>
              {" "}
              <Badge tone="warning">À revoir</Badge>
            </>
          )}
        </>
      ),
    },
  ];
}

function Home({
  communeName,
  neighbourhoodName,
  residence,
}: Pick<WorkerRow, "communeName" | "neighbourhoodName" | "residence">) {
  if (!communeName && residence === "unknown") {
    return <span className="text-muted">Non renseigné</span>;
  }
  return (
    <>
      {communeName ?? residenceLabels[residence]}
      {neighbourhoodName && (
        <span className="block text-sm text-muted">
          <abbr title="Quartier prioritaire de la politique de la ville">QPV</abbr>{" "}
          {neighbourhoodName}
        </span>
      )}
    </>
  );
}

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
