import type { Wiki } from "@essaim/media/wiki/wiki.queries";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { TextField } from "@essaim/ui/text-field";

/** Where a wiki is, and who writes there. A password is never shown again. */
export function WikiFields({ state, saved }: { state: FormState | undefined; saved?: Wiki }) {
  return (
    <>
      <TextField label="Nom" {...fieldProps(state, "name", saved?.name)} autoComplete="off" />
      <TextField
        label="Adresse de l’API"
        type="url"
        {...fieldProps(state, "apiUrl", saved?.apiUrl)}
        width="long"
        autoComplete="off"
        hint="Celle de son api.php, que donne la page Spécial:Version du wiki. Par exemple https://wiki.exemple.fr/w/api.php."
      />
      <TextField
        label="Début des titres"
        {...fieldProps(state, "pagePrefix", saved?.pagePrefix)}
        optional
        autoComplete="off"
        hint="Par exemple Essaim/ pour que toutes nos pages y soient rangées."
      />
      <TextField
        label="Compte du robot"
        {...fieldProps(state, "accountName", saved?.accountName)}
        optional
        autoComplete="off"
        hint="Comme le wiki l’écrit sur sa page Spécial:BotPasswords, par exemple Cooperative@essaim."
      />
      <TextField
        label="Mot de passe du robot"
        type="password"
        name="password"
        error={state?.errors.password}
        optional
        autoComplete="new-password"
        hint={
          saved
            ? "Laissez vide pour garder celui qui est enregistré. Il est chiffré, et n’est jamais montré."
            : "Celui que le wiki donne au robot, jamais celui d’une personne. Il est chiffré, et n’est jamais montré."
        }
      />
    </>
  );
}
