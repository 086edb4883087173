import { Button } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { formatDay } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { TextField } from "@essaim/ui/text-field";
import { Form } from "@remix-run/react";

/**
 * On one's own account: the secret address at which a calendar programme reads one's appointments.
 * @param href the address just drawn, which is told once
 */
export function CalendarSection({
  feed,
  href,
}: {
  feed: { createdAt: Date } | null;
  href?: string;
}) {
  return (
    <Section
      id="agenda"
      title="Vos rendez-vous dans votre agenda"
      lead="Une adresse secrète à donner à votre agenda (téléphone, Thunderbird, Nextcloud…). Il y lira vos rendez-vous et vos ateliers, sans nom de famille ni compte rendu."
    >
      {href && (
        <div role="status" className="max-w-2xl">
          <TextField
            name="feed"
            label="Votre adresse"
            hint="Copiez-la maintenant&#8239;: elle ne sera plus montrée. Qui la connaît voit vos rendez-vous."
            width="full"
            readOnly
            optional="unmarked"
            defaultValue={href}
          />
        </div>
      )}
      {!href && feed && (
        <p className="text-muted">
          Une adresse sert depuis le {formatDay(feed.createdAt)}. Si vous l’avez perdue ou si
          quelqu’un l’a vue, demandez-en une autre&#8239;: la première ne servira plus.
        </p>
      )}
      <Form method="post" action="#agenda">
        <FormActions>
          <Button type="submit" name="intent" value="open-feed" icon="link">
            {feed || href ? "Changer d’adresse" : "Demander une adresse"}
          </Button>
          {(feed || href) && (
            <Button type="submit" name="intent" value="revoke-feed" variant="quiet">
              Fermer l’adresse
            </Button>
          )}
        </FormActions>
      </Form>
    </Section>
  );
}
