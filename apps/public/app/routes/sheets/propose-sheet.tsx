import { CONTACT_DAYS, UNCONFIRMED_DAYS } from "@essaim/directory/community/proposal.schema";
import { getPublicSheet } from "@essaim/media/sheet/published-sheet.queries";
import { submitSheetProposal } from "@essaim/media/sheet/sheet-proposal.commands";
import { sheetProposalFormSchema } from "@essaim/media/sheet/sheet-proposal.schema";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { Breadcrumb } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { conclude, isSent, read, receiveFromAnybody, refuse, senderOf } from "~/community.server";
import { Trap } from "~/components/community/trap-field";
import { VisitorForm } from "~/components/community/visitor-form";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { noStoreAnswer } from "~/no-store";
import { pageMeta } from "~/page-meta";
import { asked } from "./start.server";

export const headers = noStoreAnswer;

/** What everybody reads of the sheet; one that the directory makes is corrected where it comes from. */
async function find({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const input = asked(params, context);
  const found = await context.execute(context.actor, getPublicSheet, input);
  if (found.movedTo !== null) {
    const { paths } = i18nAt(new URL(request.url).pathname);
    throw redirect(paths.proposeSheet(input.organisation, found.movedTo));
  }
  const { sheetId, number, title, body, path, language, licenceExpression } = found.sheet;
  if (sheetId === null || number === null) throw new Response(null, { status: 404 });
  const { organisation } = found;
  return { organisation, sheetId, number, title, body, path, language, licenceExpression };
}

export const loader = async (args: LoaderFunctionArgs) => ({
  sheet: await find(args),
  isSent: isSent(args.request),
});

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  const title = t("sheets.propose.title", { title: args.data.sheet.title });
  return pageMeta(args, { title, description: t("sheets.propose.lead"), indexed: false });
};

export async function action(args: ActionFunctionArgs) {
  const { context } = args;
  const sheet = await find(args);
  const sent = await receiveFromAnybody(args.request, (paths) =>
    paths.proposeSheet(sheet.organisation.slug, sheet.path),
  );
  const { form, i18n } = sent;
  const typed = read(i18n, sheetProposalFormSchema, form);
  if (!typed.ok) return refuse({ state: typed.state }, 422);
  if (typed.value.body === sheet.body.replace(/\r\n?/g, "\n").trim()) {
    const errors = { body: i18n.t("sheets.propose.nothing") };
    return refuse({ state: refuseForm(form, { errors }) }, 422);
  }
  const outcome = await context.execute(context.actor, submitSheetProposal, {
    ...typed.value,
    // Without an address, nothing is sent to anybody: what is counted then is the visitor.
    ...senderOf(context, typed.value.email ?? "", i18n),
    organisationId: sheet.organisation.id,
    sheetId: sheet.sheetId,
  });
  return conclude(sent, outcome, "community.proposer.closed");
}

/** The text of a sheet, for anybody to better. */
export default function ProposeSheet() {
  const { sheet, isSent: isDone } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const { t, paths, locale } = useI18n();
  const { slug, name } = sheet.organisation;
  const address = paths.sheet(slug, sheet.path);
  const label = (field: "body" | "message" | "name" | "email") => t(`sheets.propose.${field}`);
  const fields = [
    { name: "body", label: label("body") },
    { name: "message", label: label("message") },
    { name: "proposerName", label: label("name") },
    { name: "email", label: label("email") },
  ];
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <Breadcrumb
          items={[
            { label: t("sheets.title"), href: paths.sheetTree(slug) },
            { label: sheet.title, href: address },
          ]}
        />
        <h1>{t("sheets.propose.title", { title: sheet.title })}</h1>
        {!isDone && <p className="max-w-measure text-lg text-muted">{t("sheets.propose.lead")}</p>}
      </div>
      {isDone ? (
        <>
          <Alert tone="success" role="status" title={t("sheets.propose.sentTitle")}>
            {t("sheets.propose.sent", { days: UNCONFIRMED_DAYS })}
          </Alert>
          <p>
            <a href={address}>{t("sheets.propose.back")}</a>
          </p>
        </>
      ) : (
        <VisitorForm state={state} fields={fields} errorTitle={t("community.proposer.errorTitle")}>
          <input type="hidden" name="number" value={String(state?.values.number ?? sheet.number)} />
          <TextArea
            label={label("body")}
            hint={t("sheets.propose.bodyHint")}
            rows={18}
            {...fieldProps(state, "body", sheet.body)}
          />
          <TextArea
            label={label("message")}
            hint={t("sheets.propose.messageHint")}
            rows={3}
            optional
            maxLength={2000}
            {...fieldProps(state, "message")}
          />
          <TextField
            label={label("name")}
            hint={t("sheets.propose.nameHint")}
            optional
            autoComplete="name"
            maxLength={120}
            {...fieldProps(state, "proposerName")}
          />
          <TextField
            label={label("email")}
            hint={t("sheets.propose.emailHint")}
            optional
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            {...fieldProps(state, "email")}
          />
          <Trap />
          <div className="flex max-w-measure flex-col gap-2 text-sm text-muted">
            <p>{t("sheets.propose.licence", { licence: sheet.licenceExpression })}</p>
            <p>
              {t("sheets.propose.privacy", {
                name,
                contactDays: CONTACT_DAYS,
                days: UNCONFIRMED_DAYS,
              })}
            </p>
            {locale !== sheet.language && <p>{t("sheets.propose.otherLanguage")}</p>}
          </div>
          <FormActions>
            <Button type="submit" variant="primary">
              {t("community.proposer.send")}
            </Button>
          </FormActions>
        </VisitorForm>
      )}
    </div>
  );
}
