import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { KeepOrReplaceLaterHomes } from "./later-homes";
import { answersByHand, inCommune } from "./neighbourhood-options";
import type { ResidenceView } from "./residence";

/** Another answer than the address gives, from a day on, and why. */
export function ResidenceOverride(props: {
  page: ResidenceView;
  state: FormState | undefined;
  /** The first day of the later homes that are asked about, when the form comes back for that. */
  replaceFrom: string | undefined;
  submissionId: string;
}) {
  const { page, state } = props;
  const isSending = useNavigation().state !== "idle";
  return (
    <Section id="repondre" title="Répondre autrement" rule={false} className="print:hidden">
      {/* What was answered is no longer to be sent. */}
      <Form key={page.answers.length} method="post" noValidate className="flex flex-col gap-5">
        <input type="hidden" name="submissionId" value={props.submissionId} />
        <input type="hidden" name="intent" value="override" />
        <AnswerSelect page={page} state={state} />
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
        <KeepOrReplaceLaterHomes state={state} replaceFrom={props.replaceFrom} />
        <div>
          <SubmitButton variant="secondary" pending={isSending}>
            Enregistrer cette réponse
          </SubmitButton>
        </div>
      </Form>
    </Section>
  );
}

/** The neighbourhoods in force on some day from the one typed. Without JavaScript, all of those since the first answer. */
function AnswerSelect({ page, state }: { page: ResidenceView; state: FormState | undefined }) {
  const { neighbourhoods, now, worker } = page;
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<{ day: string; chosen: string } | null>(null);
  useEffect(() => {
    const form = box.current?.closest("form");
    if (!form) return;
    const typedIn = (name: string) =>
      form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ?? "";
    const look = () => setTyped({ day: typedIn("holdsFrom"), chosen: typedIn("neighbourhood") });
    look();
    form.addEventListener("change", look);
    return () => form.removeEventListener("change", look);
  }, []);
  const day = typed?.day || (now?.holdsFrom ?? worker.supportedFrom);
  const offered = inCommune(neighbourhoods, worker.communeCode).filter(
    ({ code, validUntil }) =>
      // What is chosen stays in the list, whenever it was.
      !typed || !validUntil || validUntil >= day || typed.chosen.startsWith(code),
  );
  return (
    <div ref={box}>
      <Select
        label="Réponse"
        hint={
          <>
            Sous le nom officiel des quartiers{worker.communeName && ` de ${worker.communeName}`},
            ceux d’aujourd’hui ou du jour indiqué plus bas. Dans le doute, cherchez l’adresse sur la
            carte officielle, sig.ville.gouv.fr.
          </>
        }
        width="full"
        options={answersByHand(offered)}
        {...fieldProps(state, "neighbourhood")}
      />
    </div>
  );
}
