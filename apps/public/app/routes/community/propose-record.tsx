import { submitProposal } from "@essaim/directory/community/proposal.commands";
import { proposedFields } from "@essaim/directory/community/proposal.fields";
import {
  listReceivers,
  listSimilarRecords,
  type SimilarRecord,
} from "@essaim/directory/community/proposal.queries";
import { readProposal } from "@essaim/directory/community/proposal.rules";
import { proposerFormSchema } from "@essaim/directory/community/proposal.schema";
import { type RecordKind, recordKinds } from "@essaim/directory/publication/record.schema";
import { Alert } from "@essaim/ui/alert";
import { Checkbox } from "@essaim/ui/checkbox";
import { Disclosure } from "@essaim/ui/disclosure";
import { fieldProps } from "@essaim/ui/form-state";
import { Select } from "@essaim/ui/select";
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
  textsOf,
  told,
} from "~/community.server";
import { ProposerPart, proposerFields } from "~/components/community/proposer-part";
import { RecordFields, recordFields } from "~/components/community/record-fields";
import { VisitorForm } from "~/components/community/visitor-form";
import { useContentLang } from "~/components/french";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { noStoreAnswer } from "~/no-store";
import { pageMeta } from "~/page-meta";
import { kindWords } from "~/paths";

export const headers = noStoreAnswer;

const kindIn = (word: string | undefined): RecordKind => {
  const kind = recordKinds.find((one) => kindWords[one].one === word);
  if (!kind) throw new Response(null, { status: 404 });
  return kind;
};

export async function loader({ params, context }: LoaderFunctionArgs) {
  const kind = kindIn(params.kind);
  return { kind, receivers: await context.execute(context.actor, listReceivers, {}) };
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, {
    title: t(`community.record.${args.data.kind}`),
    description: t("community.record.lead"),
  });
};

/** The name of the field where somebody says that what they propose is not what was found. */
const OTHER = "somethingElse";

export async function action({ request, params, context }: ActionFunctionArgs) {
  const kind = kindIn(params.kind);
  const sent = await receiveFromAnybody(request, (paths) => paths.propose);
  const { form, i18n } = sent;
  const receivers = await context.execute(context.actor, listReceivers, {});
  const receiver = receivers.find((one) => one.id === form.get("receiver"));
  const person = read(i18n, proposerFormSchema, form);
  const said = readProposal(kind, textsOf(form), null);
  const place = kind === "activity" ? placeOf(form) : {};
  const misplaced = told(i18n, await communeFaults(context, place.commune ?? ""));
  const errors = {
    ...misplaced,
    ...(said.ok ? {} : told(i18n, said.faults)),
    ...(receiver ? {} : told(i18n, { receiver: "receiver" })),
    ...(person.ok ? {} : person.state.errors),
  };
  if (!person.ok || !said.ok || !receiver || misplaced.commune)
    return refuse({ state: refuseForm(form, { errors }) }, 422);
  const similar =
    form.get(OTHER) === "on"
      ? []
      : await lookAlike(context, kind, String(said.content[nameOf(kind)]));
  if (similar.length > 0) {
    const fault = { [OTHER]: i18n.t("community.similar.fault") };
    return refuse({ state: refuseForm(form, { errors: fault }), similar }, 409);
  }
  const outcome = await context.execute(context.actor, submitProposal, {
    ...person.value,
    ...senderOf(context, person.value.email, i18n),
    organisationId: receiver.id,
    kind,
    recordKind: null,
    recordId: null,
    content: { ...said.content, ...place },
    seen: {},
  });
  return conclude(sent, outcome, "community.proposer.closed");
}

const nameOf = (kind: RecordKind) => (kind === "activity" ? "title" : "name");

/** Where it works already, in one line. */
function placeOf(form: FormData): { commune?: string } {
  const words = String(form.get("commune") ?? "").replace(/\s+/g, " ");
  // By whole characters: half of one is no JSON.
  const commune = [...words.trim()].slice(0, 120).join("");
  return commune ? { commune } : {};
}

function lookAlike(
  context: ActionFunctionArgs["context"],
  kind: RecordKind,
  title: string,
): Promise<SimilarRecord[]> {
  return context.execute(context.actor, listSimilarRecords, { kind, title: title.slice(0, 120) });
}

/** A new activity or resource, proposed to a cooperative. */
export default function ProposeRecord() {
  const { kind, receivers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const i18n = useI18n();
  const { t } = i18n;
  const [only] = receivers;
  const further = recordFields(kind, "further", i18n);
  const fields = [
    { name: "receiver", label: t("community.record.receiver") },
    ...recordFields(kind, "essential", i18n),
    { name: "commune", label: t("community.record.commune") },
    ...further,
    ...proposerFields(i18n),
  ];
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <h1>{t(`community.record.${kind}`)}</h1>
        <p className="max-w-measure text-lg text-muted">{t("community.record.lead")}</p>
      </div>
      {!only ? (
        <p className="max-w-measure">{t("community.record.nobody")}</p>
      ) : (
        <VisitorForm state={state} fields={fields} errorTitle={t("community.proposer.errorTitle")}>
          {answer?.similar && (
            <Similar kind={kind} similar={answer.similar} error={state?.errors[OTHER]} />
          )}
          {receivers.length > 1 ? (
            <Select
              label={t("community.record.receiver")}
              width="long"
              options={receivers.map(({ id, name }) => ({ value: id, label: name }))}
              {...fieldProps(state, "receiver")}
            />
          ) : (
            <input type="hidden" name="receiver" value={only.id} />
          )}
          <WhileTyping kind={kind} />
          <RecordFields kind={kind} state={state} part="essential" />
          {kind === "activity" && (
            <TextField
              label={t("community.record.commune")}
              hint={t("community.record.communeHint")}
              optional
              maxLength={120}
              {...fieldProps(state, "commune")}
            />
          )}
          <Disclosure
            summary={t("community.record.further")}
            open={further.some(({ name }) => state?.errors[name] || state?.values[name])}
          >
            <div className="flex flex-col gap-6">
              <p className="text-sm text-muted">{t("community.record.markdown")}</p>
              <RecordFields kind={kind} state={state} part="further" />
            </div>
          </Disclosure>
          <ProposerPart state={state} receiver={receivers.length > 1 ? null : only.name} />
        </VisitorForm>
      )}
    </div>
  );
}

/** Records whose title is like the one that was sent. */
function Similar({
  kind,
  similar,
  error,
}: {
  kind: RecordKind;
  similar: readonly SimilarRecord[];
  error: string | undefined;
}) {
  const { t, paths } = useI18n();
  const lang = useContentLang();
  return (
    <Alert tone="warning" title={t("community.similar.title")}>
      <p>{t("community.similar.text")}</p>
      <ul className="my-2 flex list-disc flex-col gap-2 pl-5">
        {similar.map((one) => (
          <li key={one.slug} lang={lang}>
            <a href={paths.record(kind, one.slug)}>{one.title}</a>
            <span className="block text-sm">{one.summary}</span>
          </li>
        ))}
      </ul>
      <Checkbox name={OTHER} label={t("community.similar.other")} error={error} />
    </Alert>
  );
}

/** Filled in by a small script while a title is typed; without it, the same is said once the form is sent. */
function WhileTyping({ kind }: { kind: RecordKind }) {
  const { t, locale } = useI18n();
  return (
    <>
      <div
        id="ressemblances"
        aria-live="polite"
        data-kind={kind}
        data-field={proposedFields[kind][0]?.key}
        data-locale={locale}
        data-title={t("community.similar.title")}
        className="empty:hidden"
      />
      <script src="/doublons.js" defer />
    </>
  );
}
