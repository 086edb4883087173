import { fieldProps } from "@essaim/ui/form-state";
import { TextField } from "@essaim/ui/text-field";
import type { FormState } from "@essaim/web/form";

/** Whose figures they are, where the platform is a word for many; those known already are offered. */
export function ServiceField({
  services,
  state,
}: {
  services: readonly string[];
  state: FormState | undefined;
}) {
  return (
    <>
      <TextField
        label="Service ou site"
        width="medium"
        list="services"
        autoComplete="off"
        hint="Pour un podcast, un wiki, un blog ou une autre plateforme&#8239;: lequel, par exemple Ausha. Deux services du même contenu s’additionnent."
        {...fieldProps(state, "service")}
      />
      <datalist id="services">
        {services.map((service) => (
          <option key={service} value={service} />
        ))}
      </datalist>
    </>
  );
}
