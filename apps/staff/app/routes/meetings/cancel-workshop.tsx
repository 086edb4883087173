import { cancelWorkshop } from "@essaim/accompaniment/workshop/workshop.commands";
import { getWorkshop } from "@essaim/accompaniment/workshop/workshop.queries";
import { workshopVersionSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { rereadAfterConflict } from "~/reread";
import { pageTitle } from "~/title";
import { CancelSession } from "./cancel-session";

export const shouldRevalidate = rereadAfterConflict;

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Annuler · ${page.workshop.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getWorkshop, { id: recordId(params.id) });
  return {
    workshop: page.workshop,
    inHouse: page.participants.filter((one) => !one.isOutside).length,
    outside: page.participants.filter((one) => one.isOutside).length,
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const parsed = parseForm(workshopVersionSchema.pick({ version: true }), await readForm(request));
  if (!parsed.ok) throw new Response(null, { status: 400 });
  const outcome = await context.execute(actor, cancelWorkshop, { ...parsed.value, id });
  if (outcome.ok) throw redirect(`${paths.workshop(id)}?fait=atelier-annule`);
  return data({ hasChanged: true }, { status: 409 });
}

export default function CancelWorkshop() {
  const { workshop, inHouse, outside } = useLoaderData<typeof loader>();
  const hasChanged = useActionData<typeof action>()?.hasChanged;
  return (
    <>
      <PageHeader
        title={"Annuler cette séance\u202f?"}
        breadcrumb={[
          { label: "Ateliers", href: paths.workshops() },
          { label: workshop.title, href: paths.workshop(workshop.id) },
        ]}
        lead={`${workshop.title}, le ${formatDate(workshop.heldOn)} à ${formatClock(workshop.startTime)}.`}
      />
      <CancelSession
        version={workshop.version}
        hasChanged={hasChanged}
        keepHref={paths.workshop(workshop.id)}
      >
        {outside > 0 &&
          `${plural(outside, "personne inscrite", "personnes inscrites")} depuis le site public\u202f: un message les prévient. `}
        {inHouse > 0 &&
          `${plural(inHouse, "personne accompagnée attendue", "personnes accompagnées attendues")}\u202f: prévenez-les vous-même. `}
        Vous pourrez la rétablir.
      </CancelSession>
    </>
  );
}
