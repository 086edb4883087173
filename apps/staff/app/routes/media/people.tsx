import { can } from "@essaim/identity/actor";
import { addCredit } from "@essaim/media/piece/credit.commands";
import { addCreditSchema, creditRoleLabels } from "@essaim/media/piece/credit.schema";
import { getPiece } from "@essaim/media/piece/piece.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
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
import { ConsentBadge } from "./consent-badge";
import { CreditFields } from "./credit-fields";
import { PieceTabs, pieceCrumbs } from "./piece-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page ? `Personnes et accords · ${page.piece.title}` : "Personnes et accords");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    piece: await context.execute(actor, getPiece, { id: recordId(params.id) }),
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  form.set("pieceId", id);
  const parsed = parseForm(addCreditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, addCredit, parsed.value, {
    submissionId: submissionIdOf(form),
  });
  if (outcome.ok) throw redirect(`${paths.piecePeople(id)}?fait=personne-ajoutee`);
  return refuseUsed(form);
}

/** Who made a piece, who is seen or heard in it, and whether they agreed. */
export default function People() {
  const { piece, canWrite, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const key = shown?.key ?? submissionId;
  return (
    <>
      <PageHeader title="Personnes et accords" breadcrumb={pieceCrumbs(piece)} />
      <PieceTabs piece={piece} current="people" />
      <Table
        caption="Personnes de ce contenu"
        hideCaption
        rows={piece.credits}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Personne pour l’instant" icon="users">
            Dites qui l’a écrit, filmé, monté, et qui l’on y voit ou entend. Qui est filmé ou parle
            donne son accord par écrit.
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: "Nom",
            lead: true,
            cell: ({ id, name }) => <Link href={paths.pieceCredit(piece.id, id)}>{name}</Link>,
          },
          { key: "role", header: "Rôle", cell: ({ role }) => creditRoleLabels[role] },
          { key: "consent", header: "Accord", cell: (credit) => <ConsentBadge credit={credit} /> },
          {
            key: "shown",
            header: "Ce que lit le public",
            cell: ({ isInForce, isAnonymous, name }) =>
              isInForce ? isAnonymous ? "Anonyme" : name : <span className="text-muted">Rien</span>,
          },
        ]}
      />
      {canWrite && (
        <Section
          title="Ajouter une personne"
          lead={
            piece.isPublic
              ? "Ce contenu est public. Ajouter quelqu’un que l’on y voit ou entend le retire aussitôt, jusqu’à ce que son accord soit noté."
              : undefined
          }
        >
          <RecordForm state={shown?.state} submissionId={key} submitLabel="Ajouter" resetKey={key}>
            <CreditFields state={shown?.state} />
          </RecordForm>
        </Section>
      )}
    </>
  );
}
