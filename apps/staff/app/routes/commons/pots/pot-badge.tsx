import type { PotStatus } from "@essaim/commons/pot/pot.rules";
import { potStatusLabels } from "@essaim/commons/pot/pot.schema";
import { Badge, type Tone } from "@essaim/ui/badge";

const tones: Record<PotStatus, Tone> = {
  open: "accent",
  discussing: "accent",
  agreed: "warning",
  paid: "success",
  cancelled: "neutral",
};

export function PotBadge({ status }: { status: PotStatus }) {
  return <Badge tone={tones[status]}>{potStatusLabels[status]}</Badge>;
}
