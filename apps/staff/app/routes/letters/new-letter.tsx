import { can } from "@essaim/identity/actor";
import { listLetterChoices } from "@essaim/outreach/newsletter/letter-choice.queries";
import { createNewsletter } from "@essaim/outreach/newsletter/newsletter.commands";
import { letterRefusal, newsletterFormSchema } from "@essaim/outreach/newsletter/newsletter.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { rereadAfterRefusal } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { LetterForm } from "./letter-form";
import { readLetterForm } from "./letter-step.server";

// A campaign, or what a letter shows, may be gone since the page was read.
export const shouldRevalidate = rereadAfterRefusal;

export const meta: MetaFunction = () => pageTitle("Nouvelle lettre");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "outreach:write")) throw new Response(null, { status: 403 });
  const choices = await context.execute(actor, listLetterChoices, { search: "" });
  const asked = new URL(request.url).searchParams.get("campagne");
  const campaignId = choices.campaigns.find(({ id }) => id === asked)?.id;
  return { choices, campaignId, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "outreach:write")) throw new Response(null, { status: 403 });
  const { form, step } = await readLetterForm(context, actor, await readForm(request));
  if (step) return step;
  const parsed = parseForm(newsletterFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createNewsletter, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.letter(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, letterRefusal(outcome));
}

export default function NewLetter() {
  const { choices, campaignId, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle lettre"
        breadcrumb={[{ label: "Lettres", href: paths.letters() }]}
        lead="Rien ne part encore&#8239;: vous la relirez avant de l’envoyer."
      />
      <LetterForm
        choices={choices}
        campaignId={campaignId}
        answer={shown}
        submissionId={shown?.key ?? submissionId}
        submitLabel="Enregistrer et relire"
        cancelHref={paths.letters()}
      />
    </>
  );
}
