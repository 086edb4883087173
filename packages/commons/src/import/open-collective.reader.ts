import { OpenQuote, recordsOf } from "@essaim/territory/text/records";
import { separatorOf } from "@essaim/territory/text/separator";
import {
  type Fault,
  isPossibleDay,
  mostFaults,
  noneLeftOut,
  type SourceItem,
  type SourceReading,
  titleOf,
} from "./source.schema.ts";

/** Columns of the export (Open Collective, Transactions v2), by the names that its versions give them. */
const columns = {
  group: ["shortGroup", "group"],
  date: ["effectiveDate", "dateTime", "date"],
  type: ["type"],
  kind: ["kind"],
  amount: ["amount"],
  currency: ["currency"],
  account: ["accountSlug"],
  accountName: ["accountName"],
  opposite: ["oppositeAccountSlug"],
  oppositeName: ["oppositeAccountName"],
  description: ["description"],
  isRefund: ["isRefund"],
  isRefunded: ["isRefunded"],
} as const;
type Name = keyof typeof columns;
const optional: readonly Name[] = [
  "accountName",
  "oppositeName",
  "description",
  "isRefund",
  "isRefunded",
];

/** Money given; fees, tips to the platform, payments and transfers are no gift to the commons. */
const gifts = /^(CONTRIBUTION|ADDED_FUNDS)$/i;

/**
 * Reads the transactions that Open Collective exports, of the commons that receives or of whoever gives: a gift is a
 * credit of the first and a debit of the second, and both exports call it the same.
 * @param today the last day that a gift may have
 */
export async function readOpenCollective(written: string, today: string): Promise<SourceReading> {
  const { text, separator } = separatorOf(written);
  const faults: Fault[] = [];
  const leftOut = noneLeftOut();
  const items = new Map<string, SourceItem>();
  const refunded = new Set<string>();
  let places: Map<Name, number> | null = null;
  let line = 0;
  const tell = (field: string, message: string) => {
    if (faults.length < mostFaults) faults.push({ place: `Ligne ${line}`, field, message });
  };
  try {
    for await (const record of recordsOf(text, separator)) {
      line += 1;
      if (record.every((field) => field.trim() === "")) continue;
      if (!places) {
        const found = findColumns(record);
        if (found.missing.length > 0) {
          for (const name of found.missing) {
            tell(name, `Cette colonne manque\u202f: cochez-la en exportant les transactions.`);
          }
          return { ok: false, faults };
        }
        places = found.places;
        continue;
      }
      const read = readGift(record, places);
      if (!read.ok) tell(read.field, read.message);
      else if (!read.item) {
        leftOut.others += 1;
        if (read.refunded) refunded.add(read.refunded);
      } else if (!isPossibleDay(read.item.happenedOn, today)) leftOut.impossibleDates += 1;
      else items.set(read.item.key, read.item);
    }
  } catch (error) {
    if (!(error instanceof OpenQuote)) throw error;
    line = error.line;
    tell("guillemet", "Un guillemet y est ouvert et n’est jamais fermé.");
  }
  if (!places && faults.length === 0) {
    return {
      ok: false,
      faults: [{ place: "Fichier", field: "contenu", message: "Ce fichier est vide." }],
    };
  }
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, items: [...items.values()], leftOut, refunded: [...refunded] };
}

function findColumns(titles: readonly string[]) {
  const folded = titles.map((title) => title.trim().toLowerCase());
  const places = new Map<Name, number>();
  const missing: string[] = [];
  for (const name of Object.keys(columns) as Name[]) {
    const place = columns[name]
      .map((one) => folded.indexOf(one.toLowerCase()))
      .find((one) => one >= 0);
    if (place !== undefined) places.set(name, place);
    else if (!optional.includes(name)) missing.push(columns[name][0]);
  }
  return { places, missing };
}

type Read =
  | { ok: true; item: SourceItem | null; refunded?: string }
  | { ok: false; field: string; message: string };

function readGift(record: readonly string[], places: Map<Name, number>): Read {
  const get = (name: Name) => (record[places.get(name) ?? -1] ?? "").trim();
  const refuse = (field: string, message: string): Read => ({ ok: false, field, message });
  const isYes = (name: Name) => /^(true|yes|1|refund(ed)?)$/i.test(get(name));
  const type = get("type").toUpperCase();
  if (type !== "CREDIT" && type !== "DEBIT") {
    return refuse(
      "type",
      `CREDIT ou DEBIT est attendu, pas «\u202f${get("type").slice(0, 40)}\u202f».`,
    );
  }
  // The short number is the beginning of the long one: either export gives the same.
  const key = get("group").toLowerCase().slice(0, 8);
  if (!gifts.test(get("kind")) || isYes("isRefund")) return { ok: true, item: null };
  if (isYes("isRefunded")) return { ok: true, item: null, refunded: key };
  const day = /^(\d{4}-\d\d-\d\d)/.exec(get("date"))?.[1];
  if (!day || Number.isNaN(Date.parse(day))) {
    return refuse("date", `«\u202f${get("date").slice(0, 40)}\u202f» n’est pas une date.`);
  }
  if (get("currency").toUpperCase() !== "EUR") {
    return refuse(
      "currency",
      `Les montants sont tenus en euros, et cette ligne est en ${get("currency").slice(0, 10) || "monnaie inconnue"}. Retirez-la, puis notez le don à la main au montant que votre banque a payé.`,
    );
  }
  const cents = centsOf(get("amount"));
  if (!cents)
    return refuse("amount", `«\u202f${get("amount").slice(0, 40)}\u202f» n’est pas un montant.`);
  const [giver, name, receiver] =
    type === "CREDIT"
      ? [get("opposite"), get("oppositeName"), get("account")]
      : [get("account"), get("accountName"), get("opposite")];
  if (!giver || !receiver) return refuse("accountSlug", "Qui donne ou qui reçoit n’est pas dit.");
  if (!key) return refuse("shortGroup", "Le numéro de la transaction est attendu.");
  const repository = `opencollective.com/${receiver.toLowerCase()}`;
  return {
    ok: true,
    item: {
      kind: "gift",
      key,
      alias: giver.toLowerCase().slice(0, 254),
      authorName: name || giver,
      repository,
      happenedOn: day,
      title: titleOf(get("description") || "Don"),
      pageUrl: `https://${repository}/transactions`,
      linesAdded: null,
      linesRemoved: null,
      amountCents: cents,
      request: null,
    },
  };
}

/** Whole cents, without the sign: a debit is written below zero. @returns null when it is no amount, or zero */
function centsOf(written: string): number | null {
  const [, euros, decimals = ""] = /^-?(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(written) ?? [];
  if (!euros) return null;
  return Number(euros) * 100 + Number(decimals.padEnd(2, "0")) || null;
}
