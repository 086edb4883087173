import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";
import { answersByHand } from "./neighbourhood-options";
import type { ResidenceView } from "./residence";

/** Another answer than the address gives, from a day on, and why. */
export function ResidenceOverride(props: {
  page: ResidenceView;
  state: FormState | undefined;
  submissionId: string;
}) {
  const { page, state } = props;
  const isSending = useNavigation().state !== "idle";
  return (
    <Section id="repondre" title="Répondre autrement" rule={false} className="print:hidden">
      {/* What was answered is no longer to be sent. */}
      <Form key={page.now?.id} method="post" noValidate className="flex flex-col gap-5">
        <input type="hidden" name="submissionId" value={props.submissionId} />
        <input type="hidden" name="intent" value="override" />
        <Select
          label="Réponse"
          hint={
            <>
              Sous le nom officiel des quartiers. Dans le doute, cherchez l’adresse sur la carte
              officielle, sig.ville.gouv.fr.
            </>
          }
          width="full"
          options={answersByHand(page.neighbourhoods)}
          {...fieldProps(state, "neighbourhood")}
        />
        <TextArea
          label="Pourquoi"
          hint="Par exemple un justificatif vu, ou une rue trop récente pour être connue."
          rows={3}
          maxLength={500}
          {...fieldProps(state, "reason")}
        />
        <DateField
          label="À partir du"
          hint={
            page.now
              ? "Laissé vide, la réponse d’aujourd’hui est remplacée depuis son premier jour."
              : "Laissé vide, elle vaut depuis le début de l’accompagnement."
          }
          optional
          max={page.today}
          {...fieldProps(state, "holdsFrom")}
        />
        <div>
          <SubmitButton variant="secondary" pending={isSending}>
            Enregistrer cette réponse
          </SubmitButton>
        </div>
      </Form>
    </Section>
  );
}
