import type { LineageNode } from "@essaim/directory/published.rules";
import { useI18n } from "~/i18n/i18n";
import { useContentLang } from "./french";

/** Where an activity was born and where it went from there, as a line one can follow. */
export function Lineage({ nodes }: { nodes: readonly LineageNode[] }) {
  return (
    <div className="lineage max-w-measure">
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
          <li key={node.commune.code} className={from ? undefined : "lineage-origin"}>
            <p>
              <strong>{node.commune.name}</strong>
              <span className="text-muted">
                , {year}
                {from && `, ${t("activity.transferred", { place: from })}`}
              </span>
            </p>
            {node.description && (
              <p lang={lang} className="mt-1">
                {node.description}
              </p>
            )}
            {node.heirs.length > 0 && <Branch nodes={node.heirs} from={node.commune.name} />}
          </li>
        );
      })}
    </ol>
  );
}
