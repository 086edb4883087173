import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { addContact } from "@essaim/outreach/contact/contact.commands";
import { listContactPartners } from "@essaim/outreach/contact/contact.queries";
import { contactSchema } from "@essaim/outreach/contact/contact.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ContactForm } from "./contact-form";
import { hashed } from "./hashed.server";
import { refuseContact } from "./refuse-contact.server";

export const meta: MetaFunction = () => pageTitle("Nouveau contact");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contact:write")) throw new Response(null, { status: 403 });
  const partners = await context.execute(actor, listContactPartners, {});
  const asked = new URL(request.url).searchParams.get("partenaire");
  return {
    partners,
    partnerId: partners.find(({ id }) => id === asked)?.id,
    today: today(),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(contactSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = hashed(context, actor, parsed.value);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, addContact, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.addressBookEntry(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseContact(form, outcome);
}

export default function NewContact() {
  const { partners, partnerId, today, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouveau contact"
        breadcrumb={[{ label: "Contacts", href: paths.addressBook() }]}
      />
      <ContactForm
        partners={partners}
        partnerId={partnerId}
        today={today}
        answer={answer}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer ce contact"
        cancelHref={partnerId ? paths.partner(partnerId) : paths.addressBook()}
      />
    </>
  );
}
