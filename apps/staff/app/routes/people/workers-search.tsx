import { residenceLabels, workerKindLabels } from "@essaim/accompaniment/worker/worker.schema";
import {
  filterQuery,
  filterWords,
  noFilter,
  type WorkerFilter,
} from "@essaim/accompaniment/worker/worker-filter.schema";
import { type ActiveFilter, FilterBar } from "@essaim/ui/filter-bar";
import { plural } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { HiddenFilter } from "./hidden-filter";
import type { WorkersPage } from "./workers";
import { groupInWords } from "./workers-words";

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
const ownFields = ["q", "etat", "suivi", "accompagnement"];

/** The fields of the search, and what is filtered now. */
export function WorkersSearch(page: WorkersPage) {
  const { filter, coaches, total } = page;
  const words = filterWords(filter);
  const { support, coach, need } = filter;
  return (
    <FilterBar
      // A filter removed by its chip must leave the fields too.
      key={filterQuery(filter)}
      action={paths.workers()}
      label="Chercher une personne"
      active={activeFilters(page)}
      clearHref={paths.workers(filterQuery(noFilter, orderOf(filter)))}
      summary={plural(total, "personne", "personnes")}
    >
      <HiddenFilter filter={filter} except={ownFields} />
      <SearchField
        label="Nom, téléphone ou courriel"
        defaultValue={filter.search}
        bare
        className="sm:min-w-56!"
      />
      <Fold open={support !== "current" || coach !== undefined || need !== undefined}>
        <Select
          name="etat"
          label="À faire"
          optional="unmarked"
          width="full"
          placeholder="Peu importe"
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
      </Fold>
    </FilterBar>
  );
}

/** Folded on a phone, where the search comes first; on a larger screen always open, beside the search where there is room. */
function Fold({ open, children }: { open: boolean; children: ReactNode }) {
  return (
    <details
      open={open}
      className="fold-narrow group/fold sm:max-lg:order-last sm:max-lg:flex-[1_0_100%]! lg:flex-[3_1_0%]!"
    >
      <summary className="inline-flex min-h-11 items-center gap-1.5 rounded-sm text-accent hover:text-accent-strong sm:supports-[selector(::details-content)]:hidden">
        <Icon name="chevronRight" size={18} className="group-open/fold:rotate-90" />
        <span className="underline decoration-1 underline-offset-4">Autres filtres</span>
      </summary>
      <div className="grid gap-4 max-sm:mt-3 sm:grid-cols-3">{children}</div>
    </details>
  );
}

function activeFilters({ filter, coaches, communes, names }: WorkersPage): ActiveFilter[] {
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

function coachLabel(coach: string, coaches: WorkersPage["coaches"]): string {
  if (coach === "me") return "Accompagnement par moi";
  if (coach === "none") return "Accompagnement à attribuer";
  return coaches.find((one) => one.id === coach)?.name ?? "Un ancien collègue";
}

const orderOf = ({ sort, descending, columns }: WorkerFilter) => ({ sort, descending, columns });
