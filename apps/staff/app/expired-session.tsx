import { Button, ButtonLink } from "@essaim/ui/button";
import { paths } from "~/paths";

/** A form sent after the session ended: what was typed comes back instead of being lost. */
export type ExpiredForm = {
  expired: true;
  action: string;
  /** None when the browser no longer had a session at all. */
  fields: { name: string; value: string }[];
};

export function isExpiredForm(data: unknown): data is ExpiredForm {
  return typeof data === "object" && data !== null && "expired" in data && "fields" in data;
}

/** Fields that the person did not type, or must not see written. */
const isShown = (field: { name: string; value: string }) =>
  field.value.trim() !== "" && !/^(submissionId|version|intent)$/.test(field.name);

const SignInLink = () => (
  <ButtonLink href={paths.signIn()} target="_blank" icon="key">
    Se connecter (nouvel onglet)
  </ButtonLink>
);

export function ExpiredSession({ form }: { form: ExpiredForm }) {
  const typed = form.fields.filter(isShown);
  if (form.fields.length === 0) {
    return (
      <main id="contenu" className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-10 sm:px-6">
        <h1>Votre session a expiré</h1>
        <p className="text-lg">
          Rien n’est enregistré. Connectez-vous dans un nouvel onglet, puis revenez en arrière dans
          celui-ci&#8239;: votre navigateur a souvent gardé votre texte.
        </p>
        <p>
          <SignInLink />
        </p>
      </main>
    );
  }
  return (
    <main id="contenu" className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-10 sm:px-6">
      <h1>Votre session a expiré</h1>
      <p className="text-lg">
        Rien n’est enregistré, mais rien n’est perdu&#8239;: votre texte est gardé sur cette page.
      </p>
      <ol className="flex list-decimal flex-col gap-5 pl-6">
        <li>
          <p className="mb-2">Connectez-vous dans un nouvel onglet, puis revenez ici.</p>
          <SignInLink />
        </li>
        <li>
          <p className="mb-2">Renvoyez ce que vous aviez écrit.</p>
          {/* The whole page is sent: the router still believes the session is over. */}
          <form method="post" action={form.action}>
            {form.fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two fields may bear the same name and value
              <input key={index} type="hidden" name={field.name} value={field.value} />
            ))}
            <Button type="submit" variant="primary">
              Renvoyer
            </Button>
          </form>
        </li>
      </ol>
      {typed.length > 0 && (
        <section aria-labelledby="saisie" className="flex flex-col gap-3 border-t border-line pt-5">
          <h2 id="saisie">Ce que vous aviez écrit</h2>
          <dl className="flex flex-col gap-3">
            {typed.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <div key={index}>
                <dt className="text-sm text-muted">{field.name}</dt>
                <dd className="whitespace-pre-wrap">{field.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </main>
  );
}
