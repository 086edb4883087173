import { Checkbox } from "@essaim/ui/checkbox";
import { fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";

/** What the form of a new view asks, whichever page it is of. */
export function ViewFields({ state, example }: { state: FormState | undefined; example: string }) {
  return (
    <>
      <TextField
        label="Nom de la vue"
        hint={`Par exemple «\u202f${example}\u202f».`}
        maxLength={80}
        autoComplete="off"
        {...fieldProps(state, "name")}
      />
      {(state?.errors.replace || state?.values.replace) && (
        <Checkbox
          name="replace"
          value="oui"
          label="Remplacer la vue qui porte ce nom"
          error={state.errors.replace}
          defaultChecked={state.values.replace === "oui"}
        />
      )}
      <RadioGroup
        label="Pour qui"
        options={[
          { value: "mine", label: "Moi" },
          {
            value: "team",
            label: "Toute l’équipe",
            hint: "Chacun la voit, et peut la renommer ou la supprimer.",
          },
        ]}
        {...fieldProps(state, "scope", "mine")}
      />
    </>
  );
}
