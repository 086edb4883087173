import { FilterBar } from "@essaim/ui/filter-bar";
import { type Option, type OptionGroup, Select } from "@essaim/ui/select";
import { paths } from "~/paths";
import type { Shown } from "./map";

/** Where, what, when: each choice that there is more than one way to make. */
export function MapFilters({ shown }: { shown: Shown }) {
  const { words, funder, measures, years, generations } = shown;
  return (
    <FilterBar action={paths.territory()} label="Choisir ce que montre la carte" submit="Afficher">
      <Choice name="ou" label="Où" value={words.ou} options={shown.scopes} />
      {measures.length > 0 && (
        <Choice name="voir" label="Ce que montre la carte" value={words.voir} options={measures} />
      )}
      {years.length > 1 && (
        <Choice
          // The same year of another indicator is another choice.
          key={`annee ${words.voir}`}
          name="annee"
          label="Année"
          value={words.annee}
          options={years.map((year) => ({ value: year, label: year }))}
        />
      )}
      {generations.length > 1 && (
        <Choice
          name="quartiers"
          label="Quartiers"
          value={words.quartiers}
          options={generations.map((value) => ({ value, label: `Quartiers de ${value}` }))}
        />
      )}
      {funder && funder.choices.length > 1 && (
        <Choice
          name="financement"
          label="Financement"
          value={funder.grantId ?? undefined}
          options={funder.choices}
        />
      )}
    </FilterBar>
  );
}

/** One choice, made anew when the page shows another one. */
function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly (Option | OptionGroup)[];
}) {
  return (
    <Select
      key={value}
      name={name}
      label={label}
      optional="unmarked"
      placeholder={false}
      defaultValue={value}
      width="full"
      options={options}
    />
  );
}
