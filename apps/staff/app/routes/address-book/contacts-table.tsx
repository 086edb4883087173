import type { ContactLine } from "@essaim/outreach/contact/contact.queries";
import { contactKindLabels } from "@essaim/outreach/contact/contact.schema";
import { Badge } from "@essaim/ui/badge";
import { formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import type { ReactNode } from "react";
import { paths } from "~/paths";

/** Contacts, with how to reach each and whether they read letters. */
export function ContactsTable({
  contacts,
  empty,
}: {
  contacts: readonly ContactLine[];
  empty?: ReactNode;
}) {
  return (
    <Table
      caption="Contacts"
      hideCaption
      rows={contacts}
      rowKey={(one) => one.id}
      columns={columns}
      stack="md"
      empty={empty}
    />
  );
}

const columns: Column<ContactLine>[] = [
  {
    key: "name",
    header: "Nom",
    lead: true,
    cell: (one) => (
      <>
        <Link href={paths.addressBookEntry(one.id)}>{one.name}</Link>
        <span className="block text-sm font-normal text-muted">
          {[one.role, one.employer || one.partnerName].filter(Boolean).join(", ")}
        </span>
      </>
    ),
  },
  { key: "kind", header: "Genre", cell: (one) => contactKindLabels[one.kind] },
  {
    key: "reach",
    header: "Joindre",
    cell: (one) => (
      <>
        {one.email && (
          <a href={`mailto:${one.email}`} className="block wrap-anywhere">
            {one.email}
          </a>
        )}
        {one.phone && <span className="figures block">{one.phone}</span>}
      </>
    ),
  },
  { key: "letters", header: "Lettres", cell: (one) => <LettersBadge contact={one} /> },
];

/** Whether letters leave for somebody. */
export function LettersBadge({
  contact,
}: {
  contact: { receivesLetters: boolean; refusedAt: Date | null };
}) {
  if (contact.refusedAt) {
    return <Badge tone="warning">Refusées le {formatDay(contact.refusedAt)}</Badge>;
  }
  return contact.receivesLetters ? (
    <Badge tone="success">Reçues</Badge>
  ) : (
    <span className="text-muted">Non</span>
  );
}
