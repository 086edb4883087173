import type { Licence } from "@essaim/directory/published-record.queries";
import { Badge, type Tone } from "@essaim/ui/badge";
import type { IconName } from "@essaim/ui/icon";
import { useI18n } from "~/i18n/i18n";

type Look = { tone: Tone; icon: IconName };
const free: Look = { tone: "success", icon: "check" };
const restricted: Look = { tone: "warning", icon: "warning" };
const closed: Look = { tone: "neutral", icon: "help" };

const looks: Record<Licence["status"], Look> = {
  free,
  reserved: restricted,
  no_derivatives: restricted,
  non_commercial: restricted,
  source_available: restricted,
  proprietary: restricted,
  unknown: closed,
  missing: closed,
};

/** Whether one may really use it, in two words and by its sign, whatever the name of the licence suggests. */
export function LicenceBadge({ licence }: { licence: Pick<Licence, "status" | "label"> }) {
  const { locale } = useI18n();
  return <Badge {...looks[licence.status]}>{licence.label[locale]}</Badge>;
}
