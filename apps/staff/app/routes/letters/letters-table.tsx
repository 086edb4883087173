import type { LetterLine } from "@essaim/outreach/newsletter/newsletter.queries";
import { Badge } from "@essaim/ui/badge";
import { formatDay, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import type { ReactNode } from "react";
import { paths } from "~/paths";

/** Letters, and what became of their copies. */
export function LettersTable({
  letters,
  empty,
}: {
  letters: readonly LetterLine[];
  empty?: ReactNode;
}) {
  return (
    <Table
      caption="Lettres"
      hideCaption
      rows={letters}
      rowKey={(one) => one.id}
      columns={columns}
      empty={empty}
    />
  );
}

/** Nothing is counted of a letter that has not left. */
const figure = (letter: LetterLine, count: number) =>
  letter.askedAt ? formatNumber(count) : <span className="text-muted">–</span>;

const columns: Column<LetterLine>[] = [
  {
    key: "subject",
    header: "Objet",
    lead: true,
    cell: (one) => <Link href={paths.letter(one.id)}>{one.subject}</Link>,
  },
  {
    key: "state",
    header: "État",
    cell: (one) =>
      one.askedAt ? (
        <>
          Partie le {formatDay(one.askedAt)}
          {one.copies.waiting > 0 && (
            <Badge tone="warning" icon="clock">
              Envoi à finir
            </Badge>
          )}
        </>
      ) : (
        <>
          <Badge>Brouillon</Badge>
          <span className="block text-sm text-muted">modifié le {formatDay(one.updatedAt)}</span>
        </>
      ),
  },
  {
    key: "sent",
    header: "Envoyés",
    numeric: true,
    cell: (one) => figure(one, one.copies.sent),
  },
  {
    key: "failed",
    header: "En échec",
    numeric: true,
    cell: (one) => figure(one, one.copies.failed + one.copies.unsure),
  },
  {
    key: "left",
    header: "Désinscriptions",
    numeric: true,
    cell: (one) => figure(one, one.copies.left),
  },
];
