import { byteOrderMark, csvLines } from "@essaim/accompaniment/french-csv";
import { today } from "@essaim/database/today";
import { exportContacts } from "@essaim/outreach/contact/contact.queries";
import { contactFilterSchema, contactKindLabels } from "@essaim/outreach/contact/contact.schema";
import { download } from "@essaim/web/download";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";

const titles = [
  "Nom",
  "Adresse",
  "Téléphone",
  "Organisation",
  "Fonction",
  "Genre",
  "Partenaire",
  "D’où vient l’adresse",
  "Depuis le",
  "Dernier échange",
  "Ce qui s’est dit",
  "Reçoit les lettres",
  "Refusées le",
  "Comment redemandées",
];

/** The contacts under the filters of their list, as a spreadsheet. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const contacts = await context.execute(
    actor,
    exportContacts,
    parseQuery(contactFilterSchema, request),
  );
  const lines = contacts.map((one) => [
    one.name,
    one.email ?? "",
    one.phone,
    one.employer,
    one.role,
    contactKindLabels[one.kind],
    one.partnerName ?? "",
    one.source,
    one.obtainedOn,
    one.lastExchangeOn ?? "",
    one.lastExchange,
    one.refusedAt ? "refusées" : one.receivesLetters ? "oui" : "non",
    one.refusedAt ? today(one.refusedAt) : "",
    one.askedAgain,
  ]);
  return download({
    name: "contacts.csv",
    contentType: "text/csv; charset=utf-8",
    body: byteOrderMark + csvLines([titles, ...lines]),
  });
}
