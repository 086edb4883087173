import { can } from "@essaim/identity/actor";
import { listLetterChoices } from "@essaim/outreach/newsletter/letter-choice.queries";
import { editNewsletter } from "@essaim/outreach/newsletter/newsletter.commands";
import { getNewsletter } from "@essaim/outreach/newsletter/newsletter.queries";
import {
  letterRefusal,
  newsletterEditFormSchema,
  newsletterRefusals,
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
import { answer, differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterRefusal } from "~/reread";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { LetterForm, letterInWords } from "./letter-form";
import { readLetterForm, titlesIn } from "./letter-step.server";

// A campaign, or what a letter shows, may be gone since the page was read.
export const shouldRevalidate = rereadAfterRefusal;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.letter.subject} · Lettres`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "outreach:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const [letter, choices] = await Promise.all([
    context.execute(actor, getNewsletter, { id }),
    context.execute(actor, listLetterChoices, { search: "" }),
  ]);
  // What has left is read on its page.
  if (letter.askedAt) throw redirect(paths.letter(id));
  return { letter, choices, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "outreach:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const { form, step } = await readLetterForm(context, actor, await readForm(request));
  if (step) return step;
  const parsed = parseForm(newsletterEditFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editNewsletter, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.letter(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason === "gone" || outcome.reason === "campaign_unknown") {
    return refuseField(form, letterRefusal(outcome));
  }
  if (outcome.reason === "already_sent") {
    const formError = newsletterRefusals.already_sent;
    return data(answer({ state: refuseForm(form, { formError }) }), { status: 409 });
  }
  const { campaigns } = await context.execute(actor, listLetterChoices, { search: "" });
  const titles = titlesIn(form);
  return refuseConflict(
    form,
    outcome,
    differing(
      letterInWords(parsed.value, titles, campaigns),
      letterInWords(outcome.current, titles, campaigns),
    ),
  );
}

export default function EditLetter() {
  const { letter, choices, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${letter.subject}\u202f»`}
        breadcrumb={[
          { label: "Lettres", href: paths.letters() },
          { label: letter.subject, href: paths.letter(letter.id) },
        ]}
      />
      <Conflict conflict={shown?.conflict} reloadHref={paths.editLetter(letter.id)} />
      <LetterForm
        saved={letter}
        choices={choices}
        answer={shown}
        submissionId={shown?.key ?? submissionId}
        version={versionFor(shown, letter.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.letter(letter.id)}
      />
    </>
  );
}
