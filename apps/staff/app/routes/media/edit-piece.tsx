import { can } from "@essaim/identity/actor";
import { editPiece } from "@essaim/media/piece/piece.commands";
import { getPiece, getPieceChoices } from "@essaim/media/piece/piece.queries";
import { pieceFieldRefusals } from "@essaim/media/piece/piece.schema";
import { editPieceSchema, pieceRowLists } from "@essaim/media/piece/piece-form.schema";
import { Alert } from "@essaim/ui/alert";
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
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { PieceForm } from "./piece-form";
import { pieceInWords, pieceValues } from "./piece-values";
import { pieceCrumbs } from "./piece-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Modifier ${page.piece.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const [choices, piece] = await Promise.all([
    context.execute(actor, getPieceChoices, {}),
    context.execute(actor, getPiece, { id: recordId(params.id) }),
  ]);
  return { choices, piece, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { form, changed } = readRows(await readForm(request), pieceRowLists);
  form.set("id", id);
  if (changed) return data(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(editPieceSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, editPiece, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.piece(id)}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") {
    return refuseField(form, pieceFieldRefusals[outcome.reason]);
  }
  const choices = await context.execute(actor, getPieceChoices, {});
  return refuseConflict(
    form,
    outcome,
    differing(pieceInWords(parsed.value, choices), pieceInWords(outcome.current, choices)),
  );
}

export default function EditPiece() {
  const { choices, piece, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader title={`Modifier ${piece.title}`} breadcrumb={pieceCrumbs(piece)} />
      {piece.isPublic && (
        <Alert>
          Ce contenu est public&#8239;: ce que vous enregistrez ne sera lu de tous qu’une fois
          publié de nouveau, depuis sa page.
        </Alert>
      )}
      <Conflict conflict={shown?.conflict} reloadHref={paths.editPiece(piece.id)} />
      <PieceForm
        piece={piece}
        choices={choices}
        saved={pieceValues(piece)}
        answer={shown}
        submissionId={shown?.key ?? submissionId}
        version={versionFor(shown, piece.version)}
      />
    </>
  );
}
