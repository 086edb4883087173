import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { paths } from "~/paths";
import { GateFrame } from "~/routes/account/gate-frame";
import { keepLost, lastSentFrom } from "~/sent-form";
import { Written } from "~/written";

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

/**
 * Where scripts run, this tab keeps the form: one signs in, and comes back to it. Without them, one signs in in
 * another tab, and the form is sent again from here.
 */
export function ExpiredSession({ form }: { form: ExpiredForm }) {
  const { pathname } = useLocation();
  const [address, setAddress] = useState<string | null>(null);
  const fields = form.fields.filter((field) => field.name !== sentAgain);
  useEffect(() => {
    // Who wrote it is known to the page that sent it; one that comes from elsewhere is sent again from here.
    const sent = lastSentFrom(pathname);
    if (sent && sent.fields.length > 0 && keepLost(sent)) setAddress(sent.address);
  }, [pathname]);
  const signIn = (
    <ButtonLink href={paths.signIn()} target="_blank" icon="key">
      Se connecter (nouvel onglet)
    </ButtonLink>
  );
  if (fields.length === 0 && !address) {
    return (
      <Page
        lead={
          <>
            Rien n’est enregistré. Connectez-vous dans un nouvel onglet, puis revenez en arrière
            dans celui-ci&#8239;: votre navigateur a souvent gardé votre texte.
          </>
        }
      >
        <p>{signIn}</p>
      </Page>
    );
  }
  return (
    <Page
      lead={
        <>
          Rien n’est enregistré, mais rien n’est perdu&#8239;: votre texte est gardé{" "}
          {address ? "dans ce navigateur" : "sur cette page"}.
        </>
      }
    >
      {fields.length < form.fields.length && (
        <Alert tone="warning" role="alert">
          Vous n’êtes pas encore connecté·e. Connectez-vous d’abord, puis renvoyez.
        </Alert>
      )}
      {address ? (
        <>
          <div className="flex flex-col items-start gap-2">
            <ButtonLink href={paths.signIn({ retour: address })} variant="primary" icon="key">
              Se reconnecter
            </ButtonLink>
            <p>Le formulaire s’ouvrira ensuite avec votre texte.</p>
          </div>
          {fields.length > 0 && (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <p className="text-muted">Vous vous êtes reconnecté·e dans un autre onglet&#8239;?</p>
              <SendAgain action={form.action} fields={fields} />
            </div>
          )}
        </>
      ) : (
        <ol className="flex list-decimal flex-col gap-5 pl-6">
          <li>
            <p className="mb-2">Connectez-vous dans un nouvel onglet, puis revenez ici.</p>
            {signIn}
          </li>
          <li>
            <p className="mb-2">Renvoyez ce que vous aviez écrit.</p>
            <SendAgain action={form.action} fields={fields} />
          </li>
        </ol>
      )}
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
      <SendAgain action={form.action} fields={fields} variant="primary" />
      <Written fields={fields} />
    </>
  );
}

/** The whole page is sent: the router still believes in what made it fail. */
function SendAgain({
  action,
  fields,
  variant,
}: Pick<ExpiredForm, "action" | "fields"> & { variant?: "primary" }) {
  return (
    <form method="post" action={action}>
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fields may bear the same name and value
        <input key={index} type="hidden" name={field.name} value={field.value} />
      ))}
      <input type="hidden" name={sentAgain} value="oui" />
      <Button type="submit" variant={variant}>
        Renvoyer
      </Button>
    </form>
  );
}

/** The page takes the place of a form: its title takes the focus that the form had. */
function Page({ lead, children }: { lead: ReactNode; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <GateFrame>
      <h1 ref={title} tabIndex={-1} className="outline-none">
        Votre session a expiré
      </h1>
      <p className="text-lg">{lead}</p>
      {children}
    </GateFrame>
  );
}
