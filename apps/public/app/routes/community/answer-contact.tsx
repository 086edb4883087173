import { answerContact } from "@essaim/directory/community/relay.commands";
import { findContactToAnswer } from "@essaim/directory/community/relay.queries";
import { answerFormSchema } from "@essaim/directory/community/relay.schema";
import { readMailLink } from "@essaim/identity/mail-link.schema";
import { Button } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, typo } from "@essaim/ui/format";
import { TextArea } from "@essaim/ui/text-area";
import { refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { read, receive } from "~/community.server";
import { PlainPage } from "~/components/community/plain-page";
import { VisitorForm } from "~/components/community/visitor-form";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { findByLink } from "~/mail-link.server";
import { noStore } from "~/no-store";
import { secretMeta } from "~/page-meta";

export const headers = noStore;

export const meta: MetaFunction<typeof loader> = ({ location, data: page }) => {
  const { t } = i18nAt(location.pathname);
  const name = page?.contact?.noviceName;
  return secretMeta(
    location,
    name ? t("community.answer.title", { name }) : t("community.answer.endedTitle"),
  );
};

export const loader = async (args: LoaderFunctionArgs) => ({
  contact: await findByLink(args, findContactToAnswer),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const link = readMailLink(params.link);
  const { form, i18n } = await receive(request);
  const parsed = read(i18n, answerFormSchema, form);
  if (!parsed.ok) return data({ isDone: false, state: parsed.state }, { status: 422 });
  const outcome = link
    ? await context.execute(context.actor, answerContact, { ...link, ...parsed.value })
    : null;
  if (outcome?.ok) return data({ isDone: true, state: undefined });
  const state = refuseForm(form, { formError: i18n.t("community.answer.ended") });
  return data({ isDone: false, state }, { status: 409 });
}

export default function AnswerContact() {
  const { contact } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, locale } = useI18n();
  if (answer?.isDone) {
    return <PlainPage title={t("community.answer.doneTitle")} text={t("community.answer.done")} />;
  }
  const isOpen = contact?.state === "waiting" || contact?.state === "escalated";
  if (!contact || !isOpen) {
    return (
      <PlainPage title={t("community.answer.endedTitle")} text={t("community.answer.ended")} />
    );
  }
  const state = answer?.state;
  return (
    <PlainPage
      title={t("community.answer.title", { name: contact.noviceName })}
      text={t("community.answer.about", {
        title: typo(contact.activityTitle),
        day: formatDate(contact.dueOn, locale),
      })}
    >
      <section aria-labelledby="message" className="flex flex-col gap-2">
        <h2 id="message">{t("community.answer.theirs")}</h2>
        <blockquote className="max-w-measure border-l-4 border-edge pl-4 whitespace-pre-line">
          {contact.message}
        </blockquote>
      </section>
      <VisitorForm state={state} errorTitle={t("community.contact.errorTitle")}>
        <TextArea
          label={t("community.answer.answer")}
          hint={t("community.answer.hint")}
          maxLength={4000}
          {...fieldProps(state, "answer")}
        />
        <FormActions>
          <Button type="submit" variant="primary">
            {t("community.answer.send")}
          </Button>
        </FormActions>
      </VisitorForm>
    </PlainPage>
  );
}
