import { addSynonym } from "@essaim/directory/search/synonym.commands";
import { listSynonyms, type SynonymEffect } from "@essaim/directory/search/synonym.queries";
import { addSynonymSchema } from "@essaim/directory/search/synonym.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
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
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { refuseTerms } from "./refuse-terms.server";
import { TermsField } from "./terms-field";

export const meta: MetaFunction = () => pageTitle("Synonymes de la recherche");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    groups: await context.execute(actor, listSynonyms, {}),
    mayWrite: can(actor, "directory:write"),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const parsed = parseForm(addSynonymSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, addSynonym, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(`${paths.synonyms()}?fait=enregistre`);
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseTerms(form, outcome);
}

const additionId = "ajouter";

/** Words that the public search reads as one another. */
export default function Synonyms() {
  const { groups, mayWrite, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Synonymes de la recherche"
        lead="Qui cherche l’un de ces mots dans l’annuaire public trouve aussi les fiches qui emploient les autres, un peu plus bas. Les groupes de toutes les coopératives servent à toutes les recherches."
        action={
          mayWrite &&
          groups.length > 0 && (
            <ButtonLink href={`#${additionId}`} icon="plus">
              Ajouter un groupe
            </ButtonLink>
          )
        }
      />
      <Table
        caption="Groupes de synonymes"
        hideCaption
        rows={groups}
        rowKey={(group) => group.id}
        empty={
          <EmptyState title="Aucun synonyme" icon="search">
            Ajoutez un premier groupe, par exemple «&#8239;vélo-cargo, triporteur&#8239;».
          </EmptyState>
        }
        columns={[
          {
            key: "terms",
            header: "Mots",
            lead: true,
            cell: ({ id, terms }) =>
              mayWrite ? <Link href={paths.synonym(id)}>{terms}</Link> : terms,
          },
          {
            key: "effect",
            header: "Ce qu’il change pour vos fiches publiées",
            cell: (group) => effectOf(group),
          },
        ]}
      />
      {mayWrite && (
        <Section id={additionId} title="Ajouter un groupe" level={2}>
          <RecordForm
            state={shown?.state}
            submissionId={shown?.key ?? submissionId}
            submitLabel="Ajouter"
            resetKey={shown?.key}
          >
            <TermsField shown={shown} />
          </RecordForm>
        </Section>
      )}
    </>
  );
}

/** « triporteur » : 1 fiche, 5 avec le groupe. */
function effectOf({ counts, together }: SynonymEffect): string {
  const least = counts.reduce((least, one) => (one.count < least.count ? one : least));
  if (together === 0) return "Aucune de vos fiches n’emploie ces mots.";
  if (least.count === together) return "Rien\u202f: vos fiches les emploient tous.";
  return `«\u202f${least.term}\u202f» trouve ${plural(together, "fiche", "fiches")} au lieu de ${least.count}.`;
}
