import { can } from "@essaim/identity/actor";
import { listLetterChoices } from "@essaim/outreach/newsletter/letter-choice.queries";
import { createNewsletter } from "@essaim/outreach/newsletter/newsletter.commands";
import {
  goneRefusal,
  letterLists,
  newsletterFormSchema,
} from "@essaim/outreach/newsletter/newsletter.schema";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answer } from "~/answer";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { LetterForm } from "./letter-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle lettre");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "outreach:write")) throw new Response(null, { status: 403 });
  const choices = await context.execute(actor, listLetterChoices, {});
  return { choices, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "outreach:write")) throw new Response(null, { status: 403 });
  const { form, changed } = readRows(await readForm(request), letterLists);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(newsletterFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, createNewsletter, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.letter(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, goneRefusal(outcome.index));
}

export default function NewLetter() {
  const { choices, submissionId } = useLoaderData<typeof loader>();
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
        answer={shown}
        submissionId={shown?.key ?? submissionId}
        submitLabel="Enregistrer et relire"
        cancelHref={paths.letters()}
      />
    </>
  );
}
