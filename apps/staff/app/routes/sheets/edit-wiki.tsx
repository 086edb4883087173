import { can } from "@essaim/identity/actor";
import { editWiki, removeWiki } from "@essaim/media/wiki/wiki.commands";
import { getWiki, type Wiki } from "@essaim/media/wiki/wiki.queries";
import { type WikiForm, wikiEditFormSchema } from "@essaim/media/wiki/wiki.schema";
import { buttonClass } from "@essaim/ui/button";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { WikiFields } from "./wiki-fields";
import { withoutPassword } from "./without-password.server";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.wiki.name} · Wikis`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const wiki = await context.execute(actor, getWiki, { id: recordId(params.id) });
  return { wiki, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  if (form.get("intent") === "remove") {
    await context.execute(actor, removeWiki, { id });
    throw redirect(`${paths.wikis()}?fait=supprime`);
  }
  const parsed = parseForm(wikiEditFormSchema, form);
  if (!parsed.ok) return refuseTyped(withoutPassword(parsed.state));
  const { password, ...wiki } = parsed.value;
  const input = { ...wiki, id, sealedPassword: password && context.sealPassword(password) };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, editWiki, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.wiki(id)}?fait=enregistre`);
  form.delete("password");
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseConflict(form, outcome, differing(inWords(wiki), inWords(outcome.current)));
}

export default function EditWiki() {
  const { wiki, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Modifier «\u202f${wiki.name}\u202f»`}
        breadcrumb={[
          { label: "Wikis", href: paths.wikis() },
          { label: wiki.name, href: paths.wiki(wiki.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={paths.editWiki(wiki.id)} />
      <RecordForm
        state={answer?.state}
        submissionId={answer ? answer.key : submissionId}
        version={versionFor(answer, wiki.version)}
        submitLabel="Enregistrer"
        cancelHref={paths.wiki(wiki.id)}
        resetKey={answer?.key}
      >
        <WikiFields state={answer?.state} saved={wiki} />
      </RecordForm>
      <details className="print:hidden">
        <summary className={buttonClass({ size: "small" })}>Oublier ce wiki…</summary>
        <Form method="post" className="mt-2 flex flex-col items-start gap-3">
          <input type="hidden" name="intent" value="remove" />
          <p className="max-w-measure">
            Son mot de passe et la trace de nos envois seront effacés. Les pages resteront sur le
            wiki.
          </p>
          <SubmitButton variant="danger">Oublier ce wiki</SubmitButton>
        </Form>
      </details>
    </>
  );
}

const inWords = (told: Omit<WikiForm, "password"> | Wiki): Words => [
  ["Nom", told.name],
  ["Adresse de l’API", told.apiUrl],
  ["Début des titres", told.pagePrefix],
  ["Compte du robot", told.accountName],
];
