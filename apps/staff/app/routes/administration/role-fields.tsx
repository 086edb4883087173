import { type Role, roles } from "@essaim/identity/permission";
import { roleHints, roleLabels } from "@essaim/identity/role.schema";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";

const options = roles.map((role) => ({
  value: role,
  label: roleLabels[role],
  hint: roleHints[role],
}));

/** A role, and for a funder whose grants they will see. Without `:has()` in the browser the second always shows. */
export function RoleFields({
  state,
  saved,
  funders,
}: {
  state: FormState | null | undefined;
  saved?: { role: Role; funderId: string | null };
  funders: readonly { id: string; name: string }[];
}) {
  return (
    <div className="group flex flex-col gap-6">
      <RadioGroup label="Rôle" options={options} {...fieldProps(state, "role", saved?.role)} />
      <div className="supports-[selector(:has(*))]:hidden group-has-[input[value=funder]:checked]:block!">
        <Select
          label="Financeur"
          hint={
            funders.length > 0
              ? "La personne verra les seuls financements de ce financeur."
              : "Aucun financeur n’est enregistré. La direction les ajoute avec les financements."
          }
          optional="unmarked"
          options={funders.map((funder) => ({ value: funder.id, label: funder.name }))}
          {...fieldProps(state, "funderId", saved?.funderId)}
        />
      </div>
    </div>
  );
}
