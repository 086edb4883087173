import { byteOrderMark, csvLines } from "@essaim/accompaniment/french-csv";
import { today } from "@essaim/database/today";
import { getCashPlan } from "@essaim/funding/overview/cash-plan.queries";
import { cashPlanSchema } from "@essaim/funding/overview/cash-plan.schema";
import { download } from "@essaim/web/download";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { euros } from "./csv-words";

/** The months of the cash plan as a spreadsheet. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const plan = await context.execute(actor, getCashPlan, parseQuery(cashPlanSchema, request));
  const header = [
    "Mois",
    "Versements attendus",
    "Dépenses engagées",
    "Dépenses prévues",
    "Solde à la fin",
  ];
  const rows = plan.months.map((month) => [
    month.month.slice(0, 7),
    euros(month.expectedCents),
    euros(month.committedCents),
    euros(month.forecastCents),
    euros(month.balanceCents),
  ]);
  return download({
    name: `plan-de-tresorerie-${today()}.csv`,
    contentType: "text/csv; charset=utf-8",
    body: byteOrderMark + csvLines([header, ...rows]),
  });
}
