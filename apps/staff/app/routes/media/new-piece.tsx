import { can } from "@essaim/identity/actor";
import { createPiece } from "@essaim/media/piece/piece.commands";
import { getPieceChoices } from "@essaim/media/piece/piece.queries";
import { newPieceSchema, pieceFieldRefusals } from "@essaim/media/piece/piece.schema";
import { pieceKinds } from "@essaim/media/piece/published-piece.schema";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { RadioGroup } from "@essaim/ui/radio-group";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
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
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { kindLabel } from "./piece-words";

export const meta: MetaFunction = () => pageTitle("Nouveau contenu");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const { members } = await context.execute(actor, getPieceChoices, {});
  return { members, me: actor.membershipId, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(newPieceSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, createPiece, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.piece(outcome.id)}?fait=cree`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, pieceFieldRefusals[outcome.reason]);
}

export default function NewPiece() {
  const { members, me, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  return (
    <>
      <PageHeader
        title="Nouveau contenu"
        breadcrumb={[{ label: "Média", href: paths.media() }]}
        lead="Une idée suffit&#8239;: le reste viendra d’étape en étape."
      />
      <RecordForm
        state={state}
        submissionId={shown?.key ?? submissionId}
        submitLabel="Noter cette idée"
        cancelHref={paths.media()}
        resetKey={shown?.key}
      >
        <RadioGroup
          label="Que voulez-vous faire&#8239;?"
          options={pieceKinds.map((value) => ({ value, label: kindLabel(value) }))}
          {...fieldProps(state, "kind")}
        />
        <TextField
          label="Titre"
          hint="L’adresse publique en est tirée une fois pour toutes."
          width="long"
          maxLength={160}
          {...fieldProps(state, "title")}
        />
        <TextArea
          label="L’idée"
          hint="Pour qui, pourquoi maintenant, ce qu’on y apprendra. L’équipe seule la lit."
          optional
          rows={5}
          maxLength={5000}
          {...fieldProps(state, "pitch")}
        />
        <Select
          label="Qui s’en occupe"
          optional
          placeholder="Personne encore"
          options={members.map(({ id, name }) => ({ value: id, label: name }))}
          {...fieldProps(state, "ownerId", me)}
        />
        <DateField label="Pour quand" optional {...fieldProps(state, "dueOn")} />
      </RecordForm>
    </>
  );
}
