import { byteOrderMark, csvLines } from "@essaim/accompaniment/french-csv";
import { today } from "@essaim/database/today";
import { grantStatusLabels } from "@essaim/funding/grant/grant.schema";
import { listGrantMoney } from "@essaim/funding/overview/grant-money.queries";
import { type GrantMoney, overviewFilterSchema } from "@essaim/funding/overview/grant-money.schema";
import { download } from "@essaim/web/download";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { euros } from "./csv-words";

const columns: Record<string, (grant: GrantMoney) => string> = {
  Financement: ({ title }) => title,
  Financeur: ({ funderName }) => funderName,
  Programme: ({ programmeName }) => programmeName,
  État: ({ status }) => grantStatusLabels[status],
  "Premier jour": ({ startsOn }) => startsOn,
  "Dernier jour": ({ endsOn }) => endsOn,
  Demandé: ({ askedCents }) => euros(askedCents),
  Acquis: ({ awardedCents }) => euros(awardedCents),
  Reçu: ({ receivedCents }) => euros(receivedCents),
  Acquitté: ({ paidCents }) => euros(paidCents),
  Engagé: ({ committedCents }) => euros(committedCents),
  "Reste à dépenser": ({ leftCents }) => euros(leftCents),
  "À répartir": ({ undividedCents }) => euros(undividedCents),
  "Part du temps passée": ({ elapsed }) => share(elapsed),
  "Part du montant dépensée": ({ spent }) => (spent === null ? "" : share(spent)),
  "Prévision à la fin": ({ forecastCents }) => euros(forecastCents),
};

const share = (ratio: number) => ratio.toFixed(4).replace(".", ",");

/** The overview as a spreadsheet, every grant of its filter. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(overviewFilterSchema, request);
  const grants = await context.execute(actor, listGrantMoney, filter);
  const rows = grants.map((grant) => Object.values(columns).map((read) => read(grant)));
  return download({
    name: `suivi-des-financements-${today()}.csv`,
    contentType: "text/csv; charset=utf-8",
    body: byteOrderMark + csvLines([Object.keys(columns), ...rows]),
  });
}
