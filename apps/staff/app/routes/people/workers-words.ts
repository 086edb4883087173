import {
  type Condition,
  type ConditionGroup,
  criterionOf,
  UNKNOWN,
} from "@essaim/accompaniment/worker/worker-filter-condition.schema";
import { momentInWords } from "@essaim/accompaniment/worker/worker-filter-moment.rules";

/** Names behind the ids and codes that conditions hold. */
export type Names = Record<string, string>;

const or = new Intl.ListFormat("fr-FR", { type: "disjunction" });

function valueInWords({ about }: Condition, value: string, names: Names): string {
  const criterion = criterionOf(about);
  if (value === UNKNOWN) return criterion.unknownLabel?.toLowerCase() ?? "non renseigné";
  if (criterion.type === "choice") return criterion.labels[value] ?? value;
  if (value === "me") return "moi";
  return names[value] ?? "une réponse qui n’existe plus";
}

/** « Étape du parcours : CAPE ou CESA », « Sans rencontre depuis il y a 6 semaines ». */
export function conditionInWords(condition: Condition, names: Names): string {
  const { about, not, values } = condition;
  const criterion = criterionOf(about);
  const no = not ? "Pas\u202f: " : "";
  switch (criterion.type) {
    case "flag":
      return no + criterion.label;
    case "moment":
      return `${no}${criterion.label} ${values[0] ? momentInWords(values[0]) : "…"}`;
    case "period": {
      const [from, to] = values;
      const period = [from && `du ${momentInWords(from)}`, to && `au ${momentInWords(to)}`];
      return `${no}${criterion.label.replace(/ entre deux dates$/, "")} ${period.filter(Boolean).join(" ")}`;
    }
    default: {
      const said = values.map((value) => valueInWords(condition, value, names));
      const most = said.length > 3 ? [...said.slice(0, 3), `${said.length - 3} autres`] : said;
      return `${criterion.label}\u202f: ${not ? "tout sauf " : ""}${or.format(most)}`;
    }
  }
}

/** A group on a chip: its conditions, joined as they count. */
export function groupInWords({ needs, conditions }: ConditionGroup, names: Names): string {
  return conditions
    .map((condition) => conditionInWords(condition, names))
    .join(needs === "all" ? "\u202f; et " : "\u202f; ou ");
}
