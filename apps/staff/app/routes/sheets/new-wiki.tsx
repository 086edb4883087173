import { can } from "@essaim/identity/actor";
import { addWiki } from "@essaim/media/wiki/wiki.commands";
import { wikiFormSchema } from "@essaim/media/wiki/wiki.schema";
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
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { WikiFields } from "./wiki-fields";
import { withoutPassword } from "./without-password.server";

export const meta: MetaFunction = () => pageTitle("Nouveau wiki");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  return { submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(wikiFormSchema, form);
  if (!parsed.ok) return refuseTyped(withoutPassword(parsed.state));
  const { password, ...wiki } = parsed.value;
  const sealedPassword = password && context.sealPassword(password);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(
    actor,
    addWiki,
    { ...wiki, sealedPassword },
    { submissionId },
  );
  if (outcome.ok) throw redirect(`${paths.wiki(outcome.id)}?fait=cree`);
  form.delete("password");
  return refuseUsed(form);
}

export default function NewWiki() {
  const { submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouveau wiki"
        breadcrumb={[{ label: "Wikis", href: paths.wikis() }]}
        lead="Un wiki MediaWiki où emporter les fiches, avec le compte d’un robot."
      />
      <RecordForm
        state={answer?.state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Enregistrer ce wiki"
        cancelHref={paths.wikis()}
        resetKey={answer?.key}
      >
        <WikiFields state={answer?.state} />
      </RecordForm>
    </>
  );
}
