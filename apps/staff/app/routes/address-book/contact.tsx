import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import {
  editContact,
  keepContact,
  noteRefusal,
  removeContact,
} from "@essaim/outreach/contact/contact.commands";
import { getContact, listContactPartners } from "@essaim/outreach/contact/contact.queries";
import {
  CONTACT_YEARS,
  contactEditSchema,
  contactKindLabels,
} from "@essaim/outreach/contact/contact.schema";
import { Alert } from "@essaim/ui/alert";
import { buttonClass } from "@essaim/ui/button";
import { formatDate, formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ContactForm, contactInWords } from "./contact-form";
import { LettersBadge } from "./contacts-table";
import { hashed } from "./hashed.server";
import { refuseContact } from "./refuse-contact.server";

// What somebody else noted meanwhile may be a field that the form had not shown.
export const shouldRevalidate = rereadAfterConflict;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.contact.name} · Contacts`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contact:write")) throw new Response(null, { status: 403 });
  const [contact, partners] = await Promise.all([
    context.execute(actor, getContact, { id: recordId(params.id) }),
    context.execute(actor, listContactPartners, {}),
  ]);
  return { contact, partners, today: today(), submissionId: crypto.randomUUID() };
}

/** What one button does by itself, and what is said of it. */
const steps = {
  remove: { command: removeContact, next: () => `${paths.addressBook()}?fait=contact-efface` },
  keep: {
    command: keepContact,
    next: (id: string) => `${paths.addressBookEntry(id)}?fait=contact-garde`,
  },
  refuse: {
    command: noteRefusal,
    next: (id: string) => `${paths.addressBookEntry(id)}?fait=lettres-refusees`,
  },
};

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const intent = String(form.get("intent") ?? "");
  if (Object.hasOwn(steps, intent)) {
    const { command, next } = steps[intent as keyof typeof steps];
    await context.execute(actor, command, { id });
    throw redirect(next(id));
  }
  const parsed = parseForm(contactEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...hashed(context, actor, parsed.value), id };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editContact, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.addressBookEntry(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseContact(form, outcome);
  const partners = await context.execute(actor, listContactPartners, {});
  return refuseConflict(
    form,
    outcome,
    differing(contactInWords(parsed.value, partners), contactInWords(outcome.current, partners)),
  );
}

export default function ContactPage() {
  const { contact, partners, today, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={contact.name}
        breadcrumb={[{ label: "Contacts", href: paths.addressBook() }]}
        meta={
          <>
            <span>{contactKindLabels[contact.kind]}</span>
            {contact.partnerId && (
              <Link href={paths.partner(contact.partnerId)}>{contact.partnerName}</Link>
            )}
            <span className="flex items-center gap-2">
              Lettres&#8239;: <LettersBadge contact={contact} />
            </span>
          </>
        }
      />
      {contact.isToReview && (
        <Alert
          tone="warning"
          title={`Ce contact n’a pas servi depuis ${CONTACT_YEARS} ans`}
          action={
            <Form method="post">
              <input type="hidden" name="intent" value="keep" />
              <SubmitButton variant="secondary">Le garder</SubmitButton>
            </Form>
          }
        >
          La dernière trace date du {formatDate(contact.usedOn)}. Gardez-le si vous êtes encore en
          lien, sinon effacez-le au bas de cette page.
        </Alert>
      )}
      <Conflict conflict={answer?.conflict} reloadHref={paths.addressBookEntry(contact.id)} />
      <ContactForm
        saved={contact}
        partners={partners}
        today={today}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, contact.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.addressBook()}
      />
      {contact.letters.length > 0 && (
        <Section title="Lettres envoyées">
          <ul className="flex flex-col gap-1">
            {contact.letters.map((letter) => (
              <li key={letter.id}>
                <Link href={paths.letter(letter.id)}>{letter.subject}</Link>
                <span className="text-muted">
                  {letter.sentAt && `, le ${formatDay(letter.sentAt)}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Ne plus lui écrire">
        {contact.email && !contact.refusedAt && (
          <Asked
            summary="Noter que cette personne refuse nos lettres…"
            intent="refuse"
            submit="Noter son refus"
          >
            Elle l’a dit de vive voix ou par message. Son adresse sera reconnue si quelqu’un
            l’ajoute de nouveau.
          </Asked>
        )}
        <Asked summary="Effacer ce contact…" intent="remove" submit="Effacer pour de bon" isDanger>
          Rien ne pourra le faire revenir.
          {contact.refusedAt &&
            " Seul restera, sans l’adresse elle-même, de quoi reconnaître qu’elle a refusé nos lettres."}
        </Asked>
      </Section>
    </>
  );
}

/** Something that is asked once before it is done. */
function Asked(props: {
  summary: string;
  intent: keyof typeof steps;
  submit: string;
  isDanger?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="print:hidden">
      <summary className={buttonClass({ size: "small" })}>{props.summary}</summary>
      <Form method="post" className="mt-2 flex flex-col items-start gap-3">
        <input type="hidden" name="intent" value={props.intent} />
        <p className="max-w-measure">{props.children}</p>
        <SubmitButton variant={props.isDanger ? "danger" : "secondary"}>
          {props.submit}
        </SubmitButton>
      </Form>
    </details>
  );
}
