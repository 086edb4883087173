import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { type ReactNode, useEffect, useRef } from "react";
import { writtenFields } from "~/field-labels";
import { paths } from "~/paths";

/**
 * A form sent after the session ended, or while the database was away: what was typed comes back instead
 * of being lost.
 */
export type ExpiredForm = {
  expired: true;
  action: string;
  /** None when the browser no longer had a session at all. */
  fields: { name: string; value: string }[];
};

/** Added to what is sent again from here, so that a second refusal can be told from the first. */
const sentAgain = "renvoi";

export function isExpiredForm(data: unknown): data is ExpiredForm {
  return typeof data === "object" && data !== null && "expired" in data && "fields" in data;
}

export function ExpiredSession({ form }: { form: ExpiredForm }) {
  if (form.fields.length === 0) {
    return (
      <Page
        lead={
          <>
            Rien n’est enregistré. Connectez-vous dans un nouvel onglet, puis revenez en arrière
            dans celui-ci&#8239;: votre navigateur a souvent gardé votre texte.
          </>
        }
      >
        <p>
          <SignInLink />
        </p>
      </Page>
    );
  }
  const fields = form.fields.filter((field) => field.name !== sentAgain);
  return (
    <Page
      lead={
        <>
          Rien n’est enregistré, mais rien n’est perdu&#8239;: votre texte est gardé sur cette page.
        </>
      }
    >
      {fields.length < form.fields.length && (
        <Alert tone="warning" role="alert">
          Vous n’êtes pas encore connecté·e dans l’autre onglet. Connectez-vous d’abord, puis
          renvoyez.
        </Alert>
      )}
      <ol className="flex list-decimal flex-col gap-5 pl-6">
        <li>
          <p className="mb-2">Connectez-vous dans un nouvel onglet, puis revenez ici.</p>
          <SignInLink />
        </li>
        <li>
          <p className="mb-2">Renvoyez ce que vous aviez écrit.</p>
          <SendAgain action={form.action} fields={fields} />
        </li>
      </ol>
      <Written fields={fields} />
    </Page>
  );
}

/** The same, when the database was away: nothing else is to be done than to wait. */
export function KeptForm({ form }: { form: ExpiredForm }) {
  const fields = form.fields.filter((field) => field.name !== sentAgain);
  return (
    <>
      <p>Votre texte est gardé sur cette page&#8239;: renvoyez-le dans un instant.</p>
      <SendAgain action={form.action} fields={fields} />
      <Written fields={fields} />
    </>
  );
}

type Fields = ExpiredForm["fields"];

/** The whole page is sent: the router still believes in what made it fail. */
function SendAgain({ action, fields }: { action: string; fields: Fields }) {
  return (
    <form method="post" action={action}>
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fields may bear the same name and value
        <input key={index} type="hidden" name={field.name} value={field.value} />
      ))}
      <input type="hidden" name={sentAgain} value="oui" />
      <Button type="submit" variant="primary">
        Renvoyer
      </Button>
    </form>
  );
}

function Written({ fields }: { fields: Fields }) {
  const written = writtenFields(fields);
  if (written.length === 0) return null;
  return (
    <section
      aria-labelledby="saisie"
      className="flex w-full flex-col gap-3 border-t border-line pt-5"
    >
      <h2 id="saisie">Ce que vous aviez écrit</h2>
      <dl className="flex flex-col gap-3">
        {written.map((field, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <div key={index}>
            <dt className="text-sm text-muted">{field.label}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{field.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The page takes the place of a form: its title takes the focus that the form had. */
function Page({ lead, children }: { lead: ReactNode; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <main id="contenu" className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-10 sm:px-6">
      <h1 ref={title} tabIndex={-1} className="outline-none">
        Votre session a expiré
      </h1>
      <p className="text-lg">{lead}</p>
      {children}
    </main>
  );
}

function SignInLink() {
  return (
    <ButtonLink href={paths.signIn()} target="_blank" icon="key">
      Se connecter (nouvel onglet)
    </ButtonLink>
  );
}
