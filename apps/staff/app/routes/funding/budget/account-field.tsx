import { accountClasses, type Side } from "@essaim/funding/budget/account.rules";
import type { FieldProps } from "@essaim/ui/form-state";
import { TextField } from "@essaim/ui/text-field";

/** The accounts that a field of that column suggests; once per page. */
export function AccountList({ side }: { side: Side }) {
  return (
    <datalist id={`accounts-${side}`}>
      {accountClasses
        .filter((row) => row.side === side)
        .map((row) => (
          <option key={row.account} value={`${row.account} · ${row.label}`} />
        ))}
    </datalist>
  );
}

/** An account of the plan comptable: two digits suffice, more are kept. */
export function AccountField({
  side,
  ...field
}: FieldProps & { side: Side; id?: string; hint?: string; className?: string }) {
  return (
    <TextField
      label="Compte"
      list={`accounts-${side}`}
      maxLength={100}
      width="full"
      autoComplete="off"
      {...field}
    />
  );
}
