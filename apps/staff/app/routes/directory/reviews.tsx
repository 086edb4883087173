import { listReviews, type ToReview } from "@essaim/directory/publication/review.queries";
import { Badge } from "@essaim/ui/badge";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDay, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

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

/** Each with the words of whoever asked, or of whoever answered. */
export function ReviewLines({ reviews }: { reviews: readonly ToReview[] }) {
  return (
    <Lines>
      {reviews.map((review) => (
        <Line
          key={review.id}
          note={
            review.answer === null
              ? `Demandée par ${review.requestedBy ?? "quelqu’un"} le ${formatDay(review.requestedAt)}`
              : `Renvoyée par ${review.answeredBy ?? "quelqu’un"}`
          }
          aside={<Badge>{review.kind === "activity" ? "activité" : "ressource"}</Badge>}
        >
          <Link
            href={
              review.kind === "activity" ? paths.activity(review.id) : paths.resource(review.id)
            }
            className="font-semibold"
          >
            {review.title}
          </Link>
          {(review.answer ?? review.message) && (
            <span className="block text-muted">{review.answer ?? review.message}</span>
          )}
        </Line>
      ))}
    </Lines>
  );
}
