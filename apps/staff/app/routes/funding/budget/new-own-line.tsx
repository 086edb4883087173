import { today } from "@essaim/database/today";
import { addOwnLine } from "@essaim/funding/budget/budget-line.commands";
import { ownLineSchema } from "@essaim/funding/budget/budget-line.schema";
import { can } from "@essaim/identity/actor";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { OwnLineForm } from "./own-line-form";

export const meta: MetaFunction = () => pageTitle("Nouvelle ligne de fonds propres");

/** Asked for from the small aids, the line is one of theirs. */
const chosenSchema = z.object({ aides: z.literal("oui").optional() });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const takesAid = parseQuery(chosenSchema, request).aides === "oui";
  const year = today().slice(0, 4);
  const initial = {
    takesAid,
    ...(takesAid && { account: "65" }),
    startsOn: `${year}-01-01`,
    endsOn: `${year}-12-31`,
  };
  return { initial, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(ownLineSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, addOwnLine, parsed.value, { submissionId });
  if (!outcome.ok) return refuseUsed(form);
  throw redirect(`${paths.ownLines()}?fait=cree`);
}

export default function NewOwnLine() {
  const { initial, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Nouvelle ligne de fonds propres"
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: "Fonds propres", href: paths.ownLines() },
        ]}
      />
      <OwnLineForm
        saved={initial}
        answer={answer}
        submissionId={answer?.key ?? submissionId}
        submitLabel="Ouvrir cette ligne"
      />
    </>
  );
}
