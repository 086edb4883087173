import type { LicenceDescription } from "@essaim/directory/licence.rules";
import { Badge, type Tone } from "@essaim/ui/badge";

/** Green is for free licences only; the words say the rest. */
export function LicenceStatusBadge({ licence }: { licence: LicenceDescription }) {
  const tone: Tone = licence.status === "free" ? "success" : "warning";
  return (
    <Badge tone={tone} icon={licence.status === "free" ? "commons" : "info"}>
      {licence.label.fr}
    </Badge>
  );
}
