import { findContactable } from "@essaim/directory/community/experience.queries";
import { askPractitioner } from "@essaim/directory/community/relay.commands";
import { ANSWER_DAYS } from "@essaim/directory/community/relay.rules";
import { contactFormSchema, REQUEST_DAYS } from "@essaim/directory/community/relay.schema";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { conclude, isSent, read, receiveFromAnybody, refuse, senderOf } from "~/community.server";
import { ResponseRate } from "~/components/community/experiences";
import { Trap } from "~/components/community/trap-field";
import { VisitorForm } from "~/components/community/visitor-form";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { noStoreAnswer } from "~/no-store";
import { pageMeta } from "~/page-meta";

export const headers = noStoreAnswer;

async function find({ params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const id = z.uuid().safeParse(params.id);
  const page = id.success
    ? await context.execute(context.actor, findContactable, { id: id.data })
    : null;
  if (!page || !id.success) throw new Response(null, { status: 404 });
  return { ...page, id: id.data };
}

export async function loader(args: LoaderFunctionArgs) {
  return { page: await find(args), isSent: isSent(args.request) };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { displayName, activity } = args.data.page;
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("community.contact.title", { name: displayName }),
    description: t("community.contact.lead", { title: typo(activity.title) }),
    indexed: false,
  });
};

export async function action(args: ActionFunctionArgs) {
  const { context } = args;
  const page = await find(args);
  const sent = await receiveFromAnybody(args.request, (paths) => paths.contact(page.id));
  const { form, i18n } = sent;
  const parsed = read(i18n, contactFormSchema, form);
  if (!parsed.ok) return refuse({ state: parsed.state }, 422);
  const outcome = await context.execute(context.actor, askPractitioner, {
    ...parsed.value,
    ...senderOf(context, parsed.value.email, i18n),
    organisationId: page.organisationId,
    experienceId: page.id,
  });
  return conclude(sent, outcome, "community.contact.closed");
}

/** Where one writes to somebody who knows, without either reading the other's address. */
export default function Contact() {
  const { page, isSent } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const name = page.displayName;
  const back = (
    <p>
      <a href={paths.activity(page.activity.slug)}>{t("community.contact.back")}</a>
    </p>
  );
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <Breadcrumb
          items={[{ label: typo(page.activity.title), href: paths.activity(page.activity.slug) }]}
        />
        {isSent && (
          <Alert tone="success" role="status" title={t("community.contact.sentTitle")}>
            {t("community.contact.sent")}
          </Alert>
        )}
        <h1>{t("community.contact.title", { name })}</h1>
      </div>
      {page.contact === "closed" ? (
        <>
          <Alert title={t("community.contact.closedTitle")}>{t("community.contact.closed")}</Alert>
          {back}
        </>
      ) : isSent ? (
        back
      ) : (
        <>
          <div className="flex max-w-measure flex-col gap-2">
            <p className="text-lg text-muted">
              {t("community.contact.lead", { title: typo(page.activity.title) })}
            </p>
            <p>
              {t("community.contact.rule", {
                name,
                days: ANSWER_DAYS,
                organisation: page.organisationName,
              })}
            </p>
            <p className="text-sm text-muted">
              <ResponseRate requests={page.requests} />
            </p>
          </div>
          <Message name={name} organisation={page.organisationName} />
        </>
      )}
    </div>
  );
}

function Message({ name, organisation }: { name: string; organisation: string }) {
  const state = useActionData<typeof action>()?.state;
  const { t } = useI18n();
  const fields = (["message", "name", "email"] as const).map((field) => ({
    name: field,
    label: t(`community.contact.${field}`),
  }));
  return (
    <VisitorForm state={state} fields={fields} errorTitle={t("community.contact.errorTitle")}>
      <TextArea
        label={t("community.contact.message")}
        hint={t("community.contact.messageHint")}
        maxLength={4000}
        {...fieldProps(state, "message")}
      />
      <TextField
        label={t("community.contact.name")}
        hint={t("community.contact.nameHint")}
        autoComplete="name"
        maxLength={120}
        {...fieldProps(state, "name")}
      />
      <TextField
        label={t("community.contact.email")}
        hint={t("community.contact.emailHint", { name })}
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        {...fieldProps(state, "email")}
      />
      <Trap />
      <p className="max-w-measure text-sm text-muted">
        {t("community.contact.privacy", { organisation, requestDays: REQUEST_DAYS })}
      </p>
      <FormActions>
        <Button type="submit" variant="primary">
          {t("community.contact.send")}
        </Button>
      </FormActions>
    </VisitorForm>
  );
}
