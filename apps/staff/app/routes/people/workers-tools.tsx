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
  noFilter,
} from "@essaim/accompaniment/worker/worker-filter.schema";
import {
  listColumnsByKey,
  usualColumns,
} from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { Button, ButtonLink, buttonClass } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { cx } from "@essaim/ui/cx";
import { Icon } from "@essaim/ui/icon";
import { Select } from "@essaim/ui/select";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { HiddenFilter } from "./hidden-filter";
import { communeLabel } from "./neighbourhood-options";
import { PillLinks } from "./pill-links";
import type { WorkersPage } from "./workers";

/** The views that are kept, each a click away. */
export function WorkersViews({ views, filter }: WorkersPage) {
  const here = viewQuery(filter);
  const current = views.find((view) => view.query === here);
  if (views.length === 0) return null;
  return (
    <PillLinks
      label="Vues de la liste"
      isOneLine
      choices={[
        { label: "Toutes", href: paths.workers(), isCurrent: here === "" && !current },
        ...views.map((view) => ({
          label: view.scope === "mine" ? `${view.name} (à moi)` : view.name,
          href: paths.workers(view.query ? `?${view.query}` : ""),
          isCurrent: view === current,
        })),
      ]}
    />
  );
}

/**
 * What can be done with the list as it is: narrow it further, choose its columns, keep it as a view, give its people
 * away, take it away. On one line; on a phone all of it is folded.
 */
export function WorkersTools(page: WorkersPage) {
  const { views, filter, total, mayWrite, mayExport } = page;
  const query = filterQuery(filter);
  const current = views.find((view) => view.query === viewQuery(filter));
  return (
    <details className="fold-narrow group/tools print:hidden">
      <summary
        className={cx(
          buttonClass({ variant: "quiet" }),
          "sm:supports-[selector(::details-content)]:hidden!",
        )}
      >
        <Icon name="chevronRight" size={18} className="group-open/tools:rotate-90" />
        Conditions, colonnes et vues
      </summary>
      {/* What a tool opens lies under the line, over the list. */}
      <div className="relative flex gap-x-6 max-sm:flex-col max-sm:items-start max-sm:pl-6 sm:flex-wrap sm:items-center">
        <ButtonLink href={paths.workersFilter(query)} variant="quiet" size="small" icon="filter">
          {filter.groups.length > 0 ? "Modifier les conditions" : "Combiner des conditions"}
        </ButtonLink>
        <Tool label="Activité et lieu de vie">
          <ActivityAndPlace {...page} />
        </Tool>
        <Tool label="Colonnes">
          <Columns {...page} />
        </Tool>
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
            Confier<span className="sr-only"> ces personnes</span>
          </ButtonLink>
        )}
        {mayExport && (
          <ButtonLink
            href={paths.exportWorkers(query)}
            variant="quiet"
            size="small"
            icon="download"
          >
            Exporter
          </ButtonLink>
        )}
      </div>
    </details>
  );
}

function Tool({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group/tool max-sm:w-full">
      <summary className={cx(buttonClass({ variant: "quiet", size: "small" }), "list-none")}>
        {label}
        <Icon name="chevronDown" size={16} className="group-open/tool:rotate-180" />
      </summary>
      <div className="max-sm:py-3 sm:absolute sm:inset-x-0 sm:top-full sm:z-20 sm:mt-1 sm:rounded-lg sm:border sm:border-edge sm:bg-surface sm:p-5">
        {children}
      </div>
    </details>
  );
}

/** Filters that are seldom changed, in a form of their own. */
function ActivityAndPlace({ filter, communes }: WorkersPage) {
  const words = filterWords(filter);
  return (
    <form
      method="get"
      action={paths.workers()}
      key={filterQuery(filter)}
      className="flex flex-col gap-4"
    >
      <HiddenFilter filter={filter} except={["profil", "lieu", "commune"]} />
      <div className="grid gap-4 sm:grid-cols-3">
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
      <p>
        <Button type="submit">Filtrer ainsi</Button>
      </p>
    </form>
  );
}

function Columns({ filter, choosableColumns }: WorkersPage) {
  return (
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
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit">Montrer ces colonnes</Button>
        <ButtonLink
          variant="quiet"
          href={paths.workers(filterQuery(filter, { columns: [...usualColumns] }))}
        >
          Revenir aux colonnes habituelles
        </ButtonLink>
      </div>
    </form>
  );
}
