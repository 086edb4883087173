import { type PartnerStatus, partnerStatusLabels } from "@essaim/commons/partner/partner.schema";
import { Badge, type Tone } from "@essaim/ui/badge";
import { formatDate } from "@essaim/ui/format";

const tones: Record<PartnerStatus, Tone> = {
  secured: "success",
  in_discussion: "warning",
  envisaged: "neutral",
};

export function PartnerStatusBadge({ status }: { status: PartnerStatus }) {
  return <Badge tone={tones[status]}>{partnerStatusLabels[status]}</Badge>;
}

/** What comes next with a partner, and whether its day has passed. @param today `YYYY-MM-DD` */
export function NextStep({
  step,
  today,
}: {
  step: { nextStep: string; nextStepOn: string | null };
  today: string;
}) {
  const { nextStep, nextStepOn } = step;
  return (
    <>
      {nextStep}
      {nextStepOn && (
        <span className="flex flex-wrap items-center gap-2 text-sm text-muted">
          le {formatDate(nextStepOn)}
          {nextStepOn < today && (
            <Badge tone="danger" icon="clock">
              En retard
            </Badge>
          )}
          {nextStepOn === today && (
            <Badge tone="warning" icon="clock">
              Aujourd’hui
            </Badge>
          )}
        </span>
      )}
    </>
  );
}
