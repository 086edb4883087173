import type { RecordFreshness } from "@essaim/directory/community/freshness.queries";
import { isStale, isToConfirm } from "@essaim/directory/community/freshness.rules";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { type FormState, fieldProps } from "@essaim/ui/form-state";
import { formatDate, typo } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { TextField } from "@essaim/ui/text-field";
import { Form } from "@remix-run/react";

type Props = {
  freshness: RecordFreshness;
  day: string;
  state: FormState | undefined;
  submissionIds: readonly [string, string, string];
};

/** When a record was last confirmed, by whom it will be asked, and the button that confirms it. */
export function FreshnessSection({ freshness, day, state, submissionIds }: Props) {
  const { confirmedOn, keeper } = freshness;
  return (
    <>
      <Section title={typo("Toujours vraie ?")}>
        {confirmedOn === null ? (
          <p className="text-muted">
            Cette fiche n’est pas publiée&#8239;: il n’y a rien à confirmer.
          </p>
        ) : (
          <>
            <p>Confirmée pour la dernière fois le {formatDate(confirmedOn)}.</p>
            {isStale(confirmedOn, day) ? (
              <Alert tone="warning" title="Sa page dit que personne ne l’a confirmée" />
            ) : (
              isToConfirm(confirmedOn, day) && <Alert title="Cela fait plus d’un an" />
            )}
            <Form method="post">
              <input type="hidden" name="submissionId" value={submissionIds[0]} />
              <Button type="submit" name="step" value="confirm" variant="primary">
                Oui, toujours vraie
              </Button>
            </Form>
          </>
        )}
      </Section>
      <Section
        title="Qui la confirme"
        lead={typo(
          "Une fois par an, cette personne reçoit un lien « Toujours vrai ? », sans avoir besoin de compte.",
        )}
      >
        {keeper ? (
          <div className="flex flex-col items-start gap-3">
            <p>
              {keeper.name}, <a href={`mailto:${keeper.email}`}>{keeper.email}</a>
              {keeper.askedOn && `. Question posée le ${formatDate(keeper.askedOn)}`}.
            </p>
            {keeper.isUnreachable && (
              <Alert tone="warning" title="Cette adresse n’existe plus">
                Le dernier message n’a pas pu être remis. Indiquez quelqu’un d’autre.
              </Alert>
            )}
            <Form method="post">
              <input type="hidden" name="submissionId" value={submissionIds[1]} />
              <Button type="submit" name="step" value="forget" variant="quiet">
                Ne plus lui demander
              </Button>
            </Form>
          </div>
        ) : (
          <p className="text-muted">Personne pour l’instant.</p>
        )}
        <Disclosure
          summary={keeper ? "Indiquer quelqu’un d’autre" : "Indiquer quelqu’un"}
          open={state !== undefined}
        >
          <Form method="post" noValidate>
            <ErrorSummary errors={state?.errors} formError={state?.formError} />
            <input type="hidden" name="submissionId" value={submissionIds[2]} />
            <FormLayout>
              <TextField label="Nom" maxLength={120} {...fieldProps(state, "name")} />
              <TextField
                label="Adresse électronique"
                type="email"
                spellCheck={false}
                {...fieldProps(state, "email")}
              />
              <FormActions>
                <Button type="submit" name="step" value="keeper" variant="primary">
                  Enregistrer
                </Button>
              </FormActions>
            </FormLayout>
          </Form>
        </Disclosure>
      </Section>
    </>
  );
}
