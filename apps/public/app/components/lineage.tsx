import type { LineageNode } from "@essaim/directory/published.rules";
import { cx } from "@essaim/ui/cx";
import { typo } from "@essaim/ui/format";
import { useI18n } from "~/i18n/i18n";
import { useContentLang } from "./french";

/** Where an activity was born and where it went from there, as a line one can follow. */
export function Lineage({ nodes }: { nodes: readonly LineageNode[] }) {
  return (
    <div className="max-w-measure">
      <Branch nodes={nodes} />
    </div>
  );
}

function Branch({ nodes, from }: { nodes: readonly LineageNode[]; from?: string }) {
  const { t } = useI18n();
  const lang = useContentLang();
  return (
    <ol>
      {nodes.map((node) => {
        const year = node.sinceYear
          ? t("activity.since", { year: node.sinceYear })
          : t("activity.unknownYear");
        return (
          <li
            key={node.commune.code}
            className={cx(
              "lineage-place",
              from ? "lineage-heir" : "lineage-origin",
              node.heirs.length > 0 && "lineage-parent",
            )}
          >
            <div className="lineage-text">
              <p>
                <strong>{node.commune.name}</strong>
                <span className="text-muted">
                  , {year}
                  {from && `, ${t("activity.transferred", { place: from })}`}
                </span>
              </p>
              {node.description && (
                <p lang={lang} className="mt-1">
                  {typo(node.description)}
                </p>
              )}
            </div>
            {node.heirs.length > 0 && <Branch nodes={node.heirs} from={node.commune.name} />}
          </li>
        );
      })}
    </ol>
  );
}
