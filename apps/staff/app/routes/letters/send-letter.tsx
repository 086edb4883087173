import { type ContactKind, contactKindLabels } from "@essaim/outreach/contact/contact.schema";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";

type Readers = readonly { kind: ContactKind; count: number }[];

/** To whom a letter leaves: first who, then how many, then once and for all. */
export function SendLetter(props: {
  letter: { id: string; version: number; introduction: string; items: readonly unknown[] };
  readers: Readers;
  chosen: readonly ContactKind[];
  state: FormState | undefined;
  submissionId: string;
}) {
  const { letter, readers, chosen, state } = props;
  const isSending = useNavigation().state === "submitting";
  const isEmpty = letter.introduction === "" && letter.items.length === 0;
  if (isEmpty) return null;
  const some = readers.filter(({ count }) => count > 0);
  const count = readers
    .filter(({ kind }) => chosen.includes(kind))
    .reduce((sum, one) => sum + one.count, 0);
  return (
    <Section
      title="Envoyer"
      action={
        <Form method="post">
          <input type="hidden" name="intent" value="trial" />
          <SubmitButton variant="secondary" size="small" icon="mail">
            M’envoyer un essai
          </SubmitButton>
        </Form>
      }
    >
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {some.length === 0 ? (
        <EmptyState
          level={3}
          icon="mail"
          title="Personne ne reçoit encore vos lettres"
          action={<ButtonLink href={paths.addressBook()}>Voir les contacts</ButtonLink>}
        >
          Cochez «&#8239;Reçoit nos lettres&#8239;» sur les contacts qui s’y attendent.
        </EmptyState>
      ) : (
        <form method="get" className="flex flex-col items-start gap-4">
          <CheckboxGroup
            name="genre"
            label="À qui&#8239;?"
            options={some.map((one) => ({
              value: one.kind,
              label: `${contactKindLabels[one.kind]} (${one.count})`,
            }))}
            defaultValue={chosen}
            columns
          />
          <Button type="submit">Compter les adresses</Button>
        </form>
      )}
      {chosen.length > 0 && (
        <Alert
          tone={count > 0 ? "accent" : "warning"}
          level={3}
          title={
            count > 0
              ? `La lettre partira vers ${plural(count, "adresse", "adresses")}`
              : "Personne ne reçoit de lettres parmi ceux-là"
          }
          action={
            count > 0 && (
              <Form method="post" noValidate>
                <input type="hidden" name="submissionId" value={props.submissionId} />
                <input type="hidden" name="version" value={letter.version} />
                <input type="hidden" name="count" value={count} />
                {chosen.map((kind) => (
                  <input key={kind} type="hidden" name="kinds" value={kind} />
                ))}
                <SubmitButton pending={isSending}>
                  {`Envoyer à ${plural(count, "adresse", "adresses")}`}
                </SubmitButton>
              </Form>
            )
          }
        >
          {count > 0 &&
            "Une fois partie, elle ne change plus. Chaque message porte un lien pour ne plus recevoir les suivantes."}
        </Alert>
      )}
    </Section>
  );
}
