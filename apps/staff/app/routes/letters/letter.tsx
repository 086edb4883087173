import { can } from "@essaim/identity/actor";
import {
  type ContactKind,
  contactKindLabels,
  contactKinds,
} from "@essaim/outreach/contact/contact.schema";
import { removeNewsletter } from "@essaim/outreach/newsletter/newsletter.commands";
import { countReaders, getNewsletter } from "@essaim/outreach/newsletter/newsletter.queries";
import { newsletterRefusals, sendFormSchema } from "@essaim/outreach/newsletter/newsletter.schema";
import {
  askSending,
  askSendingAgain,
  askTrial,
} from "@essaim/outreach/newsletter/sending.commands";
import { Badge } from "@essaim/ui/badge";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { formatDateTime, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { answer } from "~/answer";
import { refuseTyped } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { LetterPreview } from "./letter-preview";
import { SendLetter } from "./send-letter";
import { SentCounts } from "./sent-counts";

export const shouldRevalidate = rereadAfterConflict;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.letter.subject} · Lettres`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [{ frozenHtml: _html, frozenText: _text, ...letter }, readers] = await Promise.all([
    context.execute(actor, getNewsletter, { id: recordId(params.id) }),
    context.execute(actor, countReaders, {}),
  ]);
  const asked = new URL(request.url).searchParams.getAll("genre");
  return {
    letter,
    readers,
    /** The kinds that were chosen to be counted; none before that. */
    chosen: contactKinds.filter((kind) => asked.includes(kind)),
    publicUrl: context.publicUrl,
    canWrite: can(actor, "outreach:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const refuse = (formError: string) =>
    data(answer({ state: refuseForm(form, { formError }) }), { status: 409 });
  const twice = "Cet envoi est déjà demandé.";
  if (form.get("intent") === "remove") {
    const outcome = await context.execute(actor, removeNewsletter, { id });
    if (outcome.ok) throw redirect(paths.letters({ fait: "supprime" }));
    return refuse(
      outcome.reason === "form_already_used" ? twice : newsletterRefusals[outcome.reason],
    );
  }
  if (form.get("intent") === "trial") {
    const outcome = await context.execute(actor, askTrial, { id }, { submissionId });
    if (outcome.ok) throw redirect(paths.job(outcome.id));
    return refuse(
      outcome.reason === "form_already_used" ? twice : newsletterRefusals[outcome.reason],
    );
  }
  if (form.get("intent") === "again") {
    const input = { id, withUnsure: form.get("withUnsure") === "on" };
    const outcome = await context.execute(actor, askSendingAgain, input, { submissionId });
    if (outcome.ok) throw redirect(paths.job(outcome.id));
    return refuse(
      outcome.reason === "form_already_used" ? twice : newsletterRefusals[outcome.reason],
    );
  }
  const parsed = parseForm(sendFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id, publicUrl: context.publicUrl };
  const outcome = await context.execute(actor, askSending, input, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.id));
  if (outcome.reason === "form_already_used") return refuse(twice);
  if (outcome.reason === "conflict") {
    return refuse("Quelqu’un vient de changer cette lettre. Relisez-la, puis envoyez-la.");
  }
  if (outcome.reason === "recounted") {
    return refuse(
      `Entre-temps, vos contacts ont changé\u202f: la lettre partirait maintenant vers ${plural(outcome.count, "adresse", "adresses")}. Confirmez de nouveau.`,
    );
  }
  return refuse(newsletterRefusals[outcome.reason]);
}

export default function LetterPage() {
  const page = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const { letter, canWrite } = page;
  const isDraft = letter.askedAt === null;
  return (
    <>
      <PageHeader
        title={letter.subject}
        breadcrumb={[{ label: "Lettres", href: paths.letters() }]}
        meta={
          <>
            {letter.askedAt ? (
              <span>
                Partie le {formatDateTime(letter.askedAt)}, vers {kindsInWords(letter.kinds)}
              </span>
            ) : (
              <Badge>Brouillon</Badge>
            )}
            {letter.campaignId && (
              <Link href={paths.campaign(letter.campaignId)}>{letter.campaignName}</Link>
            )}
          </>
        }
        action={
          canWrite &&
          isDraft && (
            <ButtonLink href={paths.editLetter(letter.id)} icon="edit">
              Modifier
            </ButtonLink>
          )
        }
      />
      {isDraft ? (
        <SendLetter {...page} state={shown?.state} submissionId={shown?.key ?? page.submissionId} />
      ) : (
        <SentCounts
          letter={letter}
          state={shown?.state}
          submissionId={shown?.key ?? page.submissionId}
        />
      )}
      <LetterPreview letter={letter} publicUrl={page.publicUrl} />
      {canWrite && isDraft && (
        <details className="print:hidden">
          <summary className={buttonClass({ size: "small" })}>Jeter ce brouillon…</summary>
          <Form method="post" className="mt-2 flex flex-col items-start gap-3">
            <input type="hidden" name="intent" value="remove" />
            <p className="max-w-measure">Ce qui est écrit ici sera perdu.</p>
            <SubmitButton variant="danger">Jeter pour de bon</SubmitButton>
          </Form>
        </details>
      )}
    </>
  );
}

const kindsInWords = (kinds: readonly ContactKind[]) =>
  kinds.map((kind) => contactKindLabels[kind].toLowerCase()).join(", ");
