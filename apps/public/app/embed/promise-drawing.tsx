import { PAGE, PHONE } from "@essaim/ui/drawn";
import { PromiseBars } from "~/components/impact/promises";
import type { Promised } from "~/components/impact/sentences";
import { useI18n } from "~/i18n/i18n";

/** Targets and what was done of them, for a frame: embed.css shows the drawing that its width has room for. */
export function PromiseDrawing({
  promised,
  cutOffOn,
}: {
  promised: readonly Promised[];
  cutOffOn: string;
}) {
  const { t } = useI18n();
  const drawn = (width: number) => (
    <PromiseBars figures={promised} title={t("impact.share")} cutOffOn={cutOffOn} width={width} />
  );
  return (
    <>
      <div className="narrow">{drawn(PHONE)}</div>
      <div className="wide">{drawn(PAGE)}</div>
    </>
  );
}
