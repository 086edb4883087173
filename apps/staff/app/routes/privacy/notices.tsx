import {
  legalBases,
  legalBasisWords,
  noticeChannelLabels,
  noticeChannels,
} from "@essaim/accompaniment/privacy/privacy-notice.schema";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Form, useNavigation } from "@remix-run/react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import type { Page } from "./person-privacy";

/** What the person was told, on what ground, and when. */
export function Notices({ notices, mayWrite, worker }: Page) {
  return (
    <Section title="Information de la personne" rule={false}>
      {notices.length === 0 ? (
        !worker.anonymisedAt && (
          <Alert tone="warning" level={3} title="Rien n’est encore noté">
            Dites à cette personne ce que la coopérative garde à son sujet, pourquoi et combien de
            temps, puis notez-le ici.{" "}
            <Link href={paths.privacyNotice()}>La note à lui remettre</Link> est prête à imprimer.
          </Alert>
        )
      ) : (
        <ul className="flex flex-col">
          {notices.map((notice) => {
            const basis = legalBasisWords[notice.legalBasis];
            return (
              <li
                key={notice.id}
                className="flex flex-col gap-1 border-b border-line py-3 first:pt-0"
              >
                <p>
                  Le <time dateTime={notice.givenOn}>{formatDate(notice.givenOn)}</time>,{" "}
                  {lower(noticeChannelLabels[notice.channel])}
                  {notice.recordedByName && (
                    <span className="text-muted">, noté par {notice.recordedByName}</span>
                  )}
                </p>
                <p className="max-w-measure">
                  <span className="font-semibold">Base légale&#8239;: {lower(basis.label)}.</span>{" "}
                  {basis.explanation}
                </p>
                {mayWrite && (
                  <Form method="post" className="print:hidden">
                    <input type="hidden" name="intent" value="remove-notice" />
                    <input type="hidden" name="id" value={notice.id} />
                    <Button type="submit" variant="quiet" size="small" icon="close">
                      Noté par erreur
                      <span className="sr-only">
                        &#8239;: retirer l’information du {formatDate(notice.givenOn)}
                      </span>
                    </Button>
                  </Form>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

/** To note that the person was told. */
export function NewNotice({
  answer,
  submissionId,
  today: day,
  notices,
}: Page & { answer: Answer | undefined }) {
  const isSending = useNavigation().formData?.get("intent") === "notice";
  const state = answer?.state;
  return (
    <Section title="Noter une information" rule={false}>
      {/* Fresh once sent: the day and the ground are not sent twice by mistake. */}
      <Form
        method="post"
        noValidate
        key={answer?.key ?? submissionId}
        className="flex flex-col gap-6"
      >
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <input type="hidden" name="intent" value="notice" />
        <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
        <FormLayout>
          <DateField
            label="Jour où elle a été informée"
            max={day}
            {...fieldProps(state, "givenOn", day)}
          />
          <RadioGroup
            label={"De quelle façon\u202f?"}
            options={noticeChannels.map((value) => ({ value, label: noticeChannelLabels[value] }))}
            {...fieldProps(state, "channel")}
          />
          <RadioGroup
            label={"Qu’est-ce qui permet de tenir ce dossier\u202f?"}
            options={legalBases.map((value) => ({
              value,
              label: legalBasisWords[value].label,
              hint: legalBasisWords[value].hint,
            }))}
            {...fieldProps(state, "legalBasis", notices[0]?.legalBasis)}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Noter cette information</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
