import type { UnreadPage } from "@essaim/media/audience/audience.queries";
import { readingProblems } from "@essaim/media/audience/reading.schema";
import { Alert } from "@essaim/ui/alert";
import { formatDateTime, formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { paths } from "~/paths";

/** Videos whose PeerTube did not say what it should, and why. */
export function UnreadPages({ pages }: { pages: readonly UnreadPage[] }) {
  if (pages.length === 0) return null;
  return (
    <Alert
      tone="warning"
      level={2}
      title={`${plural(pages.length, "vidéo n’a pas pu être relevée", "vidéos n’ont pas pu être relevées")} sur PeerTube`}
    >
      <ul className="flex flex-col gap-2">
        {pages.map(({ pieceId, title, url, problem, announced, askedAt }) => (
          <li key={`${pieceId} ${url}`}>
            <Link href={paths.pieceAudience(pieceId)}>{title}</Link>&#8239;:{" "}
            {readingProblems[problem]}
            {announced !== null && ` Il en annonce ${formatNumber(announced)}.`}
            <span className="block text-sm text-muted wrap-anywhere">
              {url}, le {formatDateTime(askedAt)}
            </span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
