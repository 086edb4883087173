import { creditRoleLabels } from "@essaim/media/piece/credit.schema";
import type { Credit } from "@essaim/media/piece/piece.queries";
import { creditRoles } from "@essaim/media/piece/published-piece.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";

/** Who somebody is in a piece. */
export function CreditFields({
  state,
  saved,
}: {
  state: FormState | undefined;
  saved?: Pick<Credit, "name" | "role" | "isAnonymous" | "consentNeeded">;
}) {
  const isTicked = (name: "isAnonymous" | "consentNeeded", otherwise: boolean) =>
    state ? state.values[name] === "true" : (saved?.[name] ?? otherwise);
  return (
    <>
      <TextField
        label="Nom"
        autoComplete="off"
        maxLength={160}
        {...fieldProps(state, "name", saved?.name)}
      />
      <Select
        label="Rôle"
        options={creditRoles.map((value) => ({ value, label: creditRoleLabels[value] }))}
        {...fieldProps(state, "role", saved?.role)}
      />
      <Checkbox
        name="consentNeeded"
        value="true"
        label="Son accord écrit est nécessaire"
        hint="Toujours pour qui est filmé ou parle, même sans cocher."
        defaultChecked={isTicked("consentNeeded", true)}
      />
      <Checkbox
        name="isAnonymous"
        value="true"
        label="Montrer «&#8239;Anonyme&#8239;» au lieu de ce nom"
        hint="Le nom reste ici, pour savoir qui a signé. Le public ne le lit nulle part."
        defaultChecked={isTicked("isAnonymous", false)}
      />
    </>
  );
}
