import { viewQuery } from "@essaim/accompaniment/worker/saved-view.schema";
import { filterQuery } from "@essaim/accompaniment/worker/worker-filter.schema";
import {
  listColumnsByKey,
  usualColumns,
} from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { Button, ButtonLink } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Disclosure } from "@essaim/ui/disclosure";
import { Tabs } from "@essaim/ui/tabs";
import { paths } from "~/paths";
import { HiddenFilter } from "./hidden-filter";
import type { WorkersPage } from "./workers";

/** The views that are kept, each a click away, and the way to keep or change one. */
export function WorkersViews({ views, filter }: WorkersPage) {
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
export function WorkersTools(page: WorkersPage) {
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

function Columns({ filter, choosableColumns }: WorkersPage) {
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
