import { Badge } from "@essaim/ui/badge";

/** What of a sheet the public reads. */
export function SheetState({
  publishedNumber,
  headNumber,
  isUpToDate = publishedNumber === headNumber,
}: {
  publishedNumber: number | null;
  headNumber: number;
  /** When more than the number is known: its licence may have changed alone. */
  isUpToDate?: boolean;
}) {
  if (publishedNumber === null) {
    return <Badge icon="edit">Brouillon</Badge>;
  }
  return isUpToDate ? (
    <Badge tone="success" icon="check">
      Publiée
    </Badge>
  ) : (
    <Badge tone="warning" icon="edit">
      Modifications non publiées
    </Badge>
  );
}
