import type { Alert, GrantAlert } from "@essaim/funding/overview/grant-money.schema";
import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { alertHref, alertSentence } from "./alert-words";

/** What calls for somebody in several grants: which one, and why. The words lead to where it is done. */
export function AlertList({ alerts }: { alerts: readonly GrantAlert[] }) {
  return (
    <ul className="-my-2 flex flex-col divide-y divide-line">
      {alerts.map((one) => (
        <li key={keyOf(one)} className="flex gap-2.5 py-2.5">
          <Mark alert={one.alert} />
          <div className="min-w-0">
            <Link href={alertHref(one)} className="font-semibold">
              {one.grantTitle}
            </Link>
            <span className="block text-sm">{alertSentence(one.alert)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What calls for somebody in the grant whose page it is. */
export function GrantAlerts({ grantId, alerts }: { grantId: string; alerts: readonly Alert[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {alerts.map((alert) => (
        <li key={keyOf({ grantId, alert })} className="flex gap-2.5">
          <Mark alert={alert} />
          <Link href={alertHref({ grantId, alert })}>{alertSentence(alert)}</Link>
        </li>
      ))}
    </ul>
  );
}

const keyOf = ({ grantId, alert }: Pick<GrantAlert, "grantId" | "alert">) =>
  [grantId, alert.kind, "id" in alert ? alert.id : ""].join(" ");

function Mark({ alert: { severity } }: { alert: Alert }) {
  return (
    <span className={severity === "danger" ? "mt-0.5 text-danger" : "mt-0.5 text-warning"}>
      <Icon name={severity === "danger" ? "alert" : "warning"} size={18} />
      <span className="sr-only">{severity === "danger" ? "Urgent" : "À voir"}&#8239;:</span>
    </span>
  );
}
