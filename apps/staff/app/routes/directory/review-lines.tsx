import type { ToReview } from "@essaim/directory/publication/review.queries";
import { Badge } from "@essaim/ui/badge";
import { formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Line, Lines } from "~/home/lines";
import { recordPages } from "./record-pages";

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
          <Link href={recordPages[review.kind].record(review.id)} className="font-semibold">
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
