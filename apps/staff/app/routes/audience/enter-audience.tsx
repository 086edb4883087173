import { can } from "@essaim/identity/actor";
import { enterAudience } from "@essaim/media/audience/audience.commands";
import { listAudienceServices, listPiecesToCount } from "@essaim/media/audience/audience.queries";
import { enterAudienceSchema } from "@essaim/media/audience/audience.schema";
import { platformLabels, platforms } from "@essaim/media/piece/published-piece.schema";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
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
import { audienceCrumbs } from "./audience-words";
import { ServiceField } from "./service-field";

export const meta: MetaFunction = () => pageTitle("Saisir un chiffre d’audience");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const [pieces, services] = await Promise.all([
    context.execute(actor, listPiecesToCount, {}),
    context.execute(actor, listAudienceServices, {}),
  ]);
  const chosen = new URL(request.url).searchParams.get("piece") ?? undefined;
  return { pieces, services, chosen, submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(enterAudienceSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, enterAudience, parsed.value, { submissionId });
  if (outcome.ok) {
    throw redirect(paths.pieceAudience(parsed.value.pieceId, { fait: "audience-saisie" }));
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "pieceId", message: "Ce contenu n’existe plus." });
}

export default function EnterAudience() {
  const { pieces, services, chosen, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Saisir un chiffre d’audience"
        breadcrumb={audienceCrumbs}
        lead="Le chiffre d’un contenu, sur une plateforme, pendant un mois. Il compte à la place de ce qui avait été dit de ce mois, qui reste comme trace."
      />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Noter ce chiffre"
        cancelHref={chosen ? paths.pieceAudience(chosen) : paths.audience()}
        resetKey={answer?.key}
      >
        <Select
          label="Contenu"
          width="long"
          placeholder="Choisir"
          options={pieces.map(({ id, title }) => ({ value: id, label: title }))}
          {...fieldProps(state, "pieceId", chosen)}
        />
        <Select
          label="Plateforme"
          width="medium"
          placeholder="Choisir"
          options={platforms.map((value) => ({ value, label: platformLabels[value].fr }))}
          {...fieldProps(state, "platform")}
        />
        <ServiceField services={services} state={state} />
        <TextField
          label="Mois"
          width="short"
          autoComplete="off"
          hint="Par exemple mars 2026, ou 03/2026."
          {...fieldProps(state, "month")}
        />
        <TextField
          label="Vues ou visites du mois"
          width="short"
          inputMode="numeric"
          autoComplete="off"
          hint="Du mois seulement, pas le total depuis la publication."
          {...fieldProps(state, "value")}
        />
        <TextArea
          label="Preuve"
          rows={3}
          hint="Où et comment retrouver ce chiffre&#8239;; s’il en corrige un autre, pourquoi. Aucun nom de personne."
          {...fieldProps(state, "evidence")}
        />
      </RecordForm>
    </>
  );
}
