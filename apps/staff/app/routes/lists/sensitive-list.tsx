import { Badge } from "@essaim/ui/badge";

/** A list whose answers are read by the person's coach and by managers only. */
export function SensitiveList() {
  return <Badge icon="lock">Donnée sensible</Badge>;
}
