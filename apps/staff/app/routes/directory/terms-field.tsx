import { fieldProps } from "@essaim/ui/form-state";
import { Link } from "@essaim/ui/link";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { paths } from "~/paths";

/** The words of a group of synonyms, and the way to the group that holds one of them already. */
export function TermsField({ shown, terms }: { shown: Answer | undefined; terms?: string }) {
  const group = shown?.holdingGroup;
  return (
    <>
      <TextField
        label="Mots qui veulent dire la même chose"
        hint="Une virgule entre chacun. Plusieurs mots de suite sont cherchés ensemble."
        width="full"
        maxLength={300}
        autoComplete="off"
        {...fieldProps(shown?.state, "terms", terms)}
      />
      {group && (
        <p>
          <Link href={paths.synonym(group.id)}>Compléter «&#8239;{group.terms}&#8239;»</Link>
        </p>
      )}
    </>
  );
}
