import {
  getPublishedWorkshop,
  type PublishedWorkshop,
} from "@essaim/accompaniment/workshop/published-workshop.queries";
import { REGISTRATION_MONTHS } from "@essaim/accompaniment/workshop/registration.schema";
import { hasBegun, parisNow } from "@essaim/accompaniment/workshop/workshop.rules";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDuration, typo } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { TextField } from "@essaim/ui/text-field";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Trap } from "~/components/community/trap-field";
import { VisitorErrors } from "~/components/community/visitor-errors";
import { FrenchMarkdown, FrenchOnly, useContentLang } from "~/components/french";
import { SessionPlace, SessionTime } from "~/components/session";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { noStoreAnswer } from "~/no-store";
import { pageMeta } from "~/page-meta";
import { meetingFile } from "~/paths";
import { answerRegistration } from "~/registration.server";

type State = "open" | "full" | "past" | "cancelled";

const stateOf = (session: PublishedWorkshop): State =>
  session.isCancelled
    ? "cancelled"
    : hasBegun(session, parisNow(new Date()))
      ? "past"
      : session.room === "full"
        ? "full"
        : "open";

const find = ({ params, context }: LoaderFunctionArgs | ActionFunctionArgs) => {
  const id = z.uuid().safeParse(params.id);
  if (!id.success) throw new Response(null, { status: 404 });
  return context.execute(context.actor, getPublishedWorkshop, { id: id.data });
};

export async function loader(args: LoaderFunctionArgs) {
  const session = await find(args);
  const isDone = new URL(args.request.url).searchParams.get("fait") === "inscription";
  return { session, state: stateOf(session), isDone };
}

export async function action(args: ActionFunctionArgs) {
  const answer = await answerRegistration(args.request, args.context, await find(args));
  if (answer.ok) throw redirect(answer.href);
  const { state, status } = answer;
  return data({ state }, { status, headers: { "cache-control": "no-store" } });
}

export const headers = noStoreAnswer;

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { session, isDone } = args.data;
  const { t } = i18nAt(args.location.pathname);
  const by = t("meetings.by", { name: session.organisationName });
  const description = session.description.slice(0, 200) || by;
  return pageMeta(args, { title: session.title, description, type: "article", indexed: !isDone });
};

/** One meeting open to all, and the form to come. */
export default function Meeting() {
  const { session, state, isDone } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  const lang = useContentLang();
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col gap-4">
        <Breadcrumb items={[{ label: t("nav.meetings"), href: paths.meetings }]} />
        {isDone && (
          <Alert tone="success" role="status" title={t("meetings.doneTitle")}>
            {t("meetings.done")}
          </Alert>
        )}
        <h1 lang={lang} className="max-w-3xl text-3xl sm:text-4xl">
          {typo(session.title)}
        </h1>
        <p className="text-muted">
          {t(`meetings.kind.${session.kind}`)} ·{" "}
          {t("meetings.by", { name: session.organisationName })}
        </p>
        <FrenchOnly />
        <Facts session={session} />
      </header>
      {state !== "past" && (
        <p className="print:hidden">
          <a href={meetingFile(session.id)}>{t("meetings.file")}</a>
        </p>
      )}
      {session.audience && (
        <p className="max-w-measure">
          <span className="font-semibold">{t("meetings.audience")}&#8239;:</span>{" "}
          <span lang={lang}>{typo(session.audience)}</span>
        </p>
      )}
      {session.description && <FrenchMarkdown level={1}>{session.description}</FrenchMarkdown>}
      {isDone ? (
        <p className="border-t border-line pt-5">
          <a href={paths.meeting(session.id)}>{t("meetings.again")}</a>
        </p>
      ) : state === "open" ? (
        <Registration session={session} />
      ) : (
        <Closed state={state} />
      )}
    </article>
  );
}

function Facts({ session }: { session: PublishedWorkshop }) {
  const { t } = useI18n();
  const cells = [
    { term: t("meetings.whenTerm"), value: <SessionTime session={session} /> },
    { term: t("meetings.whereTerm"), value: <SessionPlace session={session} /> },
    {
      term: t("meetings.lengthTerm"),
      value: formatDuration(session.durationMinutes),
    },
  ];
  return (
    <dl className="grid border-y-2 border-ink sm:grid-cols-3">
      {cells.map((cell) => (
        <div
          key={cell.term}
          className="flex flex-col gap-0.5 border-line py-3 not-first:border-t sm:px-5 sm:first:pl-0 sm:not-first:border-t-0 sm:not-first:border-l"
        >
          <dt className="text-sm font-normal! text-muted">{cell.term}</dt>
          <dd className="font-semibold">{cell.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Closed({ state }: { state: Exclude<State, "open"> }) {
  const { t, paths } = useI18n();
  const said = {
    full: "meetings.fullText",
    past: "meetings.past",
    cancelled: "meetings.cancelled",
  };
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-6">
      <h2>{t(said[state] === "meetings.fullText" ? "meetings.full" : "meetings.closed")}</h2>
      <p className="max-w-measure">{t(said[state] as "meetings.past")}</p>
      <p>
        <a href={paths.meetings}>{t("meetings.others")}</a>
      </p>
    </section>
  );
}

function Registration({ session }: { session: PublishedWorkshop }) {
  const { t } = useI18n();
  const state = useActionData<typeof action>()?.state;
  const fields = (["givenName", "familyName", "email", "phone"] as const).map((field) => ({
    name: field,
    label: t(`meetings.${field}`),
  }));
  return (
    <section
      aria-labelledby="inscription"
      className="flex flex-col gap-5 border-t border-line pt-6"
    >
      <div className="flex flex-col gap-1">
        <h2 id="inscription">{t("meetings.register")}</h2>
        <p className="text-muted">
          {t("meetings.registerHint")}
          {session.room === "few" && ` ${t("meetings.few")}.`}
        </p>
      </div>
      <VisitorErrors
        state={state}
        fields={fields}
        title={t("meetings.errorTitle")}
        intro={t("meetings.errorIntro")}
      />
      {/* Nothing is in the address: a form sent must not be found again in a history. */}
      <form method="post" noValidate>
        <FormLayout>
          <TextField
            label={t("meetings.givenName")}
            autoComplete="given-name"
            maxLength={80}
            {...fieldProps(state, "givenName")}
          />
          <TextField
            label={t("meetings.familyName")}
            autoComplete="family-name"
            maxLength={80}
            {...fieldProps(state, "familyName")}
          />
          <TextField
            label={t("meetings.email")}
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            {...fieldProps(state, "email")}
          />
          <TextField
            label={t("meetings.phone")}
            hint={t("meetings.phoneHint")}
            type="tel"
            optional
            width="medium"
            autoComplete="tel"
            {...fieldProps(state, "phone")}
          />
          <Trap />
          <p className="max-w-measure text-sm text-muted">
            {t("meetings.privacy", {
              name: session.organisationName,
              months: REGISTRATION_MONTHS,
            })}{" "}
            <PrivacyContact session={session} />
          </p>
          <FormActions>
            <Button type="submit" variant="primary">
              {t("meetings.send")}
            </Button>
          </FormActions>
        </FormLayout>
      </form>
    </section>
  );
}

/** A mail address in a text that names a person, a street… */
const mailAddress = /[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[a-z]{2,}/i;

/** Whom to write to about one's data: what the organisation says of it, or its site. Nothing is said that is not known. */
function PrivacyContact({ session }: { session: PublishedWorkshop }) {
  const { t } = useI18n();
  const lang = useContentLang();
  const { websiteUrl } = session;
  // The sentence has its own full stop.
  const contact = session.contact.replace(/\.$/, "");
  if (contact) {
    const mail = mailAddress.exec(contact);
    const [before, after] = mail
      ? [contact.slice(0, mail.index), contact.slice(mail.index + mail[0].length)]
      : [contact, ""];
    return (
      <>
        {t("meetings.privacyContact")}{" "}
        <span lang={lang}>
          {before}
          {mail && <a href={`mailto:${mail[0]}`}>{mail[0]}</a>}
          {after}
        </span>
        .
      </>
    );
  }
  if (websiteUrl) {
    return (
      <>
        {t("meetings.privacyWebsite")} <a href={websiteUrl}>{new URL(websiteUrl).hostname}</a>.
      </>
    );
  }
  return <>{t("meetings.privacyNobody")}</>;
}
