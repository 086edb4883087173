import { exportGuests } from "@essaim/accompaniment/event/event.queries";
import { byteOrderMark, csvLines } from "@essaim/accompaniment/french-csv";
import { attendanceLabels } from "@essaim/accompaniment/meeting/attendance.schema";
import { formatPhone } from "@essaim/accompaniment/worker/worker.rules";
import { formatDay } from "@essaim/ui/format";
import { download } from "@essaim/web/download";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordId } from "~/record-id";

const titles = [
  "Nom",
  "Prénom",
  "Adresse électronique",
  "Téléphone",
  "Inscription",
  "Présence",
  "Signature",
];

/** Who is expected at an event, to sign or to be told of: a spreadsheet, whose name holds nobody's. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { heldOn, guests } = await context.execute(actor, exportGuests, {
    id: recordId(params.id),
  });
  const lines = guests.map((one) => [
    one.familyName ?? "Coordonnées effacées",
    one.givenName ?? "",
    one.email ?? "",
    one.phone ? formatPhone(one.phone) : "",
    formatDay(one.registeredAt),
    attendanceLabels[one.attendance],
    "",
  ]);
  return download({
    name: `emargement-${heldOn}.csv`,
    contentType: "text/csv; charset=utf-8",
    body: byteOrderMark + csvLines([titles, ...lines]),
  });
}
