import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import type { Cell } from "@essaim/accompaniment/worker/worker-list-cell.rules";
import { formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";

/** What the list says of somebody in one column. */
export function Said({ cell }: { cell: Cell }) {
  switch (cell.type) {
    case "empty":
      return null;
    case "text":
      return cell.isAbsent ? <span className="text-muted">{cell.text}</span> : cell.text;
    case "place":
      return (
        <>
          {cell.commune ?? cell.answer}
          {cell.neighbourhood && (
            <span className="block text-sm text-muted">
              <abbr title="Quartier prioritaire de la politique de la ville">QPV</abbr>{" "}
              {cell.neighbourhood}
            </span>
          )}
        </>
      );
    case "day":
      return <time dateTime={cell.day}>{formatDate(cell.day)}</time>;
    case "year":
      return cell.year;
    case "phone":
      return <Link href={`tel:${cell.text}`}>{formatPhone(cell.text)}</Link>;
    case "email":
      return <Link href={`mailto:${cell.text}`}>{cell.text}</Link>;
  }
}
