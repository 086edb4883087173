import { listReviews } from "@essaim/directory/publication/review.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { typo } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pageTitle } from "~/title";
import { ReviewLines } from "./review-lines";

export const meta: MetaFunction = () => pageTitle("À relire");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return context.execute(actor, listReviews, {});
}

/** What waits for a second reader, and what one's own readers answered. */
export default function Reviews() {
  const { toRead, mine } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="À relire"
        lead="Les fiches dont quelqu’un demande la relecture avant de les publier."
      />
      {toRead.length > 0 ? (
        <ReviewLines reviews={toRead} />
      ) : (
        <EmptyState title="Rien à relire pour l’instant" icon="check">
          {typo("Quand quelqu’un demandera une relecture, la fiche paraîtra ici.")}
        </EmptyState>
      )}
      {mine.length > 0 && (
        <Section title="Les vôtres">
          <ReviewLines reviews={mine} />
        </Section>
      )}
    </>
  );
}
