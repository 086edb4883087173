import { can } from "@essaim/identity/actor";
import { setAudienceAside } from "@essaim/media/audience/audience.commands";
import { getPieceAudience } from "@essaim/media/audience/audience.queries";
import {
  audiencePlatformLabels,
  originLabels,
  setAsideSchema,
} from "@essaim/media/audience/audience.schema";
import { DescriptionList } from "@essaim/ui/description-list";
import { fieldProps } from "@essaim/ui/form-state";
import { formatMonth, formatNumber } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
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
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { audienceCrumbs } from "./audience-words";

export const meta: MetaFunction = () => pageTitle("Écarter un relevé");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const pieceId = recordId(params.id);
  const { piece, said } = await context.execute(actor, getPieceAudience, { pieceId });
  const figure = said.find(({ id }) => id === params.figureId);
  if (!figure) throw new Response(null, { status: 404 });
  return { piece, figure, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(setAsideSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const input = { ...parsed.value, id: recordId(params.figureId) };
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, setAudienceAside, input, { submissionId });
  if (!outcome.ok && outcome.reason === "form_already_used") return refuseUsed(form);
  // Set aside by somebody else meanwhile: the page says by whom, and why.
  const done = outcome.ok ? { fait: "audience-ecartee" } : {};
  throw redirect(paths.pieceAudience(recordId(params.id), done));
}

export default function SetAside() {
  const { piece, figure, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Écarter un relevé"
        breadcrumb={[
          ...audienceCrumbs,
          { label: piece.title, href: paths.pieceAudience(piece.id) },
        ]}
        lead="Ce qui avait été dit avant lui comptera de nouveau. Le relevé reste visible, et peut être repris."
      />
      <DescriptionList
        items={[
          { term: "Mois", value: formatMonth(figure.month) },
          { term: "Plateforme", value: audiencePlatformLabels[figure.platform] },
          { term: "Chiffre", value: formatNumber(figure.value) },
          { term: "Source", value: originLabels[figure.origin] },
          { term: "Preuve", value: figure.evidence },
        ]}
      />
      <RecordForm
        state={state}
        submissionId={answer ? answer.key : submissionId}
        submitLabel="Écarter ce relevé"
        cancelHref={paths.pieceAudience(piece.id)}
        resetKey={answer?.key}
      >
        <TextArea
          label="Pourquoi"
          rows={2}
          hint="Pour qui relira ce chiffre. Aucun nom de personne."
          {...fieldProps(state, "because")}
        />
      </RecordForm>
    </>
  );
}
