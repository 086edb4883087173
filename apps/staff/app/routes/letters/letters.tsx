import { can } from "@essaim/identity/actor";
import { listNewsletters } from "@essaim/outreach/newsletter/newsletter.queries";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { PageHeader } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { LettersTable } from "./letters-table";

export const meta: MetaFunction = () => pageTitle("Lettres");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    letters: await context.execute(actor, listNewsletters, {}),
    canWrite: can(actor, "outreach:write"),
  };
}

export default function Letters() {
  const { letters, canWrite } = useLoaderData<typeof loader>();
  const add = canWrite && (
    <ButtonLink href={paths.newLetter()} variant="primary" icon="plus">
      Nouvelle lettre
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Lettres"
        lead="Des nouvelles aux contacts qui les attendent. Rien n’y suit qui les lit."
        action={letters.length > 0 && add}
      />
      {letters.length === 0 ? (
        <EmptyState title="Aucune lettre pour l’instant" icon="mail" action={add}>
          Écrivez quelques lignes, ajoutez ce qui est public (vidéos, fiches, rencontres), puis
          envoyez-la à vos contacts ou emportez-la ailleurs.
        </EmptyState>
      ) : (
        <LettersTable letters={letters} />
      )}
    </>
  );
}
