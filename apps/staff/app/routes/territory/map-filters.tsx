import { FilterBar } from "@essaim/ui/filter-bar";
import { Select } from "@essaim/ui/select";
import { paths } from "~/paths";
import type { Shown } from "./map";

/** Where, what, when: each choice that there is more than one way to make. */
export function MapFilters({
  shown,
  isFunder,
  maySeeAsFunder,
}: {
  shown: Shown;
  isFunder: boolean;
  maySeeAsFunder: boolean;
}) {
  const { words, funder } = shown;
  return (
    <FilterBar action={paths.territory()} label="Choisir ce que montre la carte">
      {maySeeAsFunder && words.vue && <input type="hidden" name="vue" value={words.vue} />}
      <Select
        key={`ou ${words.ou}`}
        name="ou"
        label="Où"
        optional="unmarked"
        placeholder={false}
        defaultValue={words.ou}
        width="full"
        options={shown.scopes}
      />
      {shown.measures.length > 0 && (
        <Select
          key={`voir ${words.voir}`}
          name="voir"
          label="Ce que montre la carte"
          optional="unmarked"
          placeholder={false}
          defaultValue={words.voir}
          width="full"
          options={shown.measures}
        />
      )}
      {shown.years.length > 1 && (
        <Select
          key={`annee ${words.voir} ${words.annee}`}
          name="annee"
          label="Année"
          optional="unmarked"
          placeholder={false}
          defaultValue={words.annee}
          width="full"
          options={shown.years.map((year) => ({ value: year, label: year }))}
        />
      )}
      {shown.generations.length > 1 && (
        <Select
          key={`quartiers ${words.quartiers}`}
          name="quartiers"
          label="Quartiers"
          optional="unmarked"
          placeholder={false}
          defaultValue={words.quartiers}
          width="full"
          options={shown.generations.map((generation) => ({
            value: generation,
            label: `Quartiers de ${generation}`,
          }))}
        />
      )}
      {funder && funder.choices.length > 1 && (
        <Select
          key={`financement ${funder.grant?.id}`}
          name="financement"
          label="Financement"
          optional="unmarked"
          placeholder={false}
          defaultValue={funder.grant?.id}
          width="full"
          options={funder.choices.map(({ id, title, funderName }) => ({
            value: id,
            label: isFunder ? title : `${funderName} – ${title}`,
          }))}
        />
      )}
    </FilterBar>
  );
}
