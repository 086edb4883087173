import { submitProposal } from "@essaim/directory/community/proposal.commands";
import { getPublicRecord } from "@essaim/directory/community/proposal.queries";
import { partOf, readProposal } from "@essaim/directory/community/proposal.rules";
import { proposerFormSchema } from "@essaim/directory/community/proposal.schema";
import { type RecordKind, recordKinds } from "@essaim/directory/publication/record.schema";
import { typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { refuseForm } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  conclude,
  read,
  receiveFromAnybody,
  refuse,
  senderOf,
  textsOf,
  told,
} from "~/community.server";
import { ProposerPart, proposerFields } from "~/components/community/proposer-part";
import { RecordFields, recordFields } from "~/components/community/record-fields";
import { VisitorForm } from "~/components/community/visitor-form";
import { FrenchOnly } from "~/components/french";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { noStoreAnswer } from "~/no-store";
import { pageMeta } from "~/page-meta";
import { kindWords } from "~/paths";

export const headers = noStoreAnswer;

function find({ params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const kind = recordKinds.find((one) => kindWords[one].many === params.kind);
  if (!kind) throw new Response(null, { status: 404 });
  const asked = { kind, slug: params.slug ?? "" };
  return context
    .execute(context.actor, getPublicRecord, asked)
    .then((record) => ({ ...record, kind: kind as RecordKind }));
}

export const loader = (args: LoaderFunctionArgs) => find(args);

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  const title = t("community.correction.title", { title: typo(args.data.title) });
  return pageMeta(args, { title, description: t("community.correction.lead"), indexed: false });
};

export async function action(args: ActionFunctionArgs) {
  const { context } = args;
  const record = await find(args);
  const sent = await receiveFromAnybody(args.request, (paths) => paths.propose);
  const { form, i18n } = sent;
  const person = read(i18n, proposerFormSchema, form);
  const said = readProposal(record.kind, textsOf(form), record.content);
  const errors = {
    ...(said.ok ? {} : told(i18n, said.faults)),
    ...(person.ok ? {} : person.state.errors),
  };
  if (!person.ok || !said.ok) return refuse({ state: refuseForm(form, { errors }) }, 422);
  const fields = Object.keys(said.content);
  if (fields.length === 0 && !person.value.message) {
    const formError = i18n.t("community.correction.nothing");
    return refuse({ state: refuseForm(form, { formError }) }, 422);
  }
  const outcome = await context.execute(context.actor, submitProposal, {
    ...person.value,
    ...senderOf(context, person.value.email, i18n),
    organisationId: record.organisationId,
    kind: "correction",
    recordKind: record.kind,
    recordId: record.id,
    content: said.content,
    seen: partOf(record.content, fields),
  });
  return conclude(sent, outcome, "community.proposer.closed");
}

/** A record, to be corrected field by field. */
export default function ProposeCorrection() {
  const record = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const i18n = useI18n();
  const { t, paths } = i18n;
  const fields = [...recordFields(record.kind, "all", i18n), ...proposerFields(i18n)];
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <Breadcrumb
          items={[
            {
              label: typo(record.title),
              href: paths.record(record.kind, record.slug),
            },
          ]}
        />
        <h1>{t("community.correction.title", { title: typo(record.title) })}</h1>
        <p className="max-w-measure text-lg text-muted">{t("community.correction.lead")}</p>
        <FrenchOnly />
      </div>
      <VisitorForm state={state} fields={fields} errorTitle={t("community.proposer.errorTitle")}>
        <RecordFields kind={record.kind} state={state} saved={record.content} />
        <ProposerPart state={state} receiver={record.organisationName} />
      </VisitorForm>
    </div>
  );
}
