import { type GrantStatus, grantStatusLabels } from "@essaim/funding/grant/grant.schema";
import { Badge, type Tone } from "@essaim/ui/badge";

const tones: Record<GrantStatus, Tone> = {
  envisaged: "neutral",
  applied: "warning",
  awarded: "success",
  closed: "accent",
  declined: "neutral",
};

export function GrantStatusBadge({ status }: { status: GrantStatus }) {
  return <Badge tone={tones[status]}>{grantStatusLabels[status]}</Badge>;
}
