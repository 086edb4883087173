import { cancelWorkshop } from "@essaim/accompaniment/workshop/workshop.commands";
import { getWorkshop } from "@essaim/accompaniment/workshop/workshop.queries";
import { workshopVersionSchema } from "@essaim/accompaniment/workshop/workshop.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { formatClock, formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";

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
  const isSending = useNavigation().state !== "idle";
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
      {hasChanged && (
        <Alert tone="warning" role="alert" title="Quelqu’un vient de modifier cette séance">
          Vérifiez-la, puis annulez-la si c’est toujours ce que vous voulez.
        </Alert>
      )}
      <p className="max-w-measure">
        {outside > 0 &&
          `${plural(outside, "personne inscrite", "personnes inscrites")} depuis le site public\u202f: un message les prévient. `}
        {inHouse > 0 &&
          `${plural(inHouse, "personne accompagnée attendue", "personnes accompagnées attendues")}\u202f: prévenez-les vous-même. `}
        Vous pourrez la rétablir.
      </p>
      <Form method="post">
        <input type="hidden" name="version" value={workshop.version} />
        <FormActions>
          <SubmitButton pending={isSending} variant="danger">
            Annuler la séance
          </SubmitButton>
          <ButtonLink href={paths.workshop(workshop.id)} variant="quiet">
            La garder
          </ButtonLink>
        </FormActions>
      </Form>
    </>
  );
}
