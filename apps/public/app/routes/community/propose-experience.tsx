import { submitProposal } from "@essaim/directory/community/proposal.commands";
import { getPublicRecord } from "@essaim/directory/community/proposal.queries";
import {
  experienceFieldsSchema,
  proposerFormSchema,
} from "@essaim/directory/community/proposal.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { fieldProps } from "@essaim/ui/form-state";
import { typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { refuseForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  communeFaults,
  conclude,
  read,
  receiveFromAnybody,
  refuse,
  senderOf,
  told,
} from "~/community.server";
import { ProposerPart, proposerFields } from "~/components/community/proposer-part";
import { VisitorForm } from "~/components/community/visitor-form";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { noStoreAnswer } from "~/no-store";
import { pageMeta } from "~/page-meta";

export const headers = noStoreAnswer;

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  context.execute(context.actor, getPublicRecord, { kind: "activity", slug: params.slug ?? "" });

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t("community.experience.title"),
    description: t("community.experience.lead", { title: typo(args.data.title) }),
    indexed: false,
  });
};

export async function action({ request, params, context }: ActionFunctionArgs) {
  const asked = { kind: "activity" as const, slug: params.slug ?? "" };
  const activity = await context.execute(context.actor, getPublicRecord, asked);
  const sent = await receiveFromAnybody(request, (paths) => paths.propose);
  const { form, i18n } = sent;
  const person = read(i18n, proposerFormSchema, form);
  const said = read(i18n, experienceFieldsSchema, form);
  const commune = String(form.get("commune") ?? "").trim();
  const misplaced = told(i18n, await communeFaults(context, commune.slice(0, 120)));
  if (!person.ok || !said.ok || misplaced.commune) {
    const errors = {
      ...misplaced,
      ...(said.ok ? {} : said.state.errors),
      ...(person.ok ? {} : person.state.errors),
    };
    return refuse({ state: refuseForm(form, { errors }) }, 422);
  }
  const outcome = await context.execute(context.actor, submitProposal, {
    ...person.value,
    ...senderOf(context, person.value.email, i18n),
    organisationId: activity.organisationId,
    kind: "experience",
    recordKind: "activity",
    recordId: activity.id,
    content: said.value,
    seen: {},
  });
  return conclude(sent, outcome, "community.proposer.closed");
}

/** Those that may be refused, in the order of the page. */
const experienceFields = ["worked", "didNot", "displayName", "commune", "sinceYear"] as const;

/** Somebody's own account of an activity. */
export default function ProposeExperience() {
  const activity = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const i18n = useI18n();
  const { t, paths } = i18n;
  const fields = [
    ...experienceFields.map((name) => ({ name, label: t(`community.experience.${name}`) })),
    ...proposerFields(i18n),
  ];
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <Breadcrumb
          items={[{ label: typo(activity.title), href: paths.activity(activity.slug) }]}
        />
        <h1>{t("community.experience.title")}</h1>
        <p className="max-w-measure text-lg text-muted">
          {t("community.experience.lead", { title: typo(activity.title) })}
        </p>
      </div>
      <VisitorForm state={state} fields={fields} errorTitle={t("community.proposer.errorTitle")}>
        <TextArea
          label={t("community.experience.worked")}
          maxLength={5000}
          {...fieldProps(state, "worked")}
        />
        <TextArea
          label={t("community.experience.didNot")}
          maxLength={5000}
          optional
          {...fieldProps(state, "didNot")}
        />
        <TextField
          label={t("community.experience.displayName")}
          hint={t("community.experience.displayNameHint")}
          maxLength={120}
          {...fieldProps(state, "displayName")}
        />
        <TextField
          label={t("community.experience.commune")}
          optional
          maxLength={120}
          {...fieldProps(state, "commune")}
        />
        <TextField
          label={t("community.experience.sinceYear")}
          optional
          width="short"
          inputMode="numeric"
          maxLength={4}
          {...fieldProps(state, "sinceYear")}
        />
        <Checkbox
          name="acceptsContact"
          label={t("community.experience.acceptsContact")}
          hint={t("community.experience.acceptsContactHint")}
          defaultChecked={state?.values.acceptsContact === "on"}
        />
        <ProposerPart state={state} receiver={activity.organisationName} />
      </VisitorForm>
    </div>
  );
}
