import type { ListValues } from "@essaim/accompaniment/list/value-list.queries";
import { type WorkerListKey, workerListKeys } from "@essaim/accompaniment/list/value-list.schema";
import {
  type SituationRecord,
  situationInWords,
} from "@essaim/accompaniment/worker/situation.rules";
import { askedValues, type SituationInput } from "@essaim/accompaniment/worker/situation.schema";
import type { Moment } from "@essaim/accompaniment/worker/worker-values.rules";
import { type Difference, differing } from "../../answer";

type Names = {
  choices: ListValues<WorkerListKey>;
  resources: readonly { id: string; name: string }[];
};

/** The answers in which what was typed and what somebody else saved differ, in words. */
export function differingAnswers(
  mine: SituationInput,
  theirs: SituationRecord,
  { choices, resources }: Names,
): Difference[] {
  const at = (moment: Moment) =>
    Object.fromEntries(
      workerListKeys.map((key) => {
        const ids = askedValues(mine, key, moment);
        return [key, choices[key].filter((value) => ids.includes(value.id))];
      }),
    ) as SituationRecord["now"];
  const typed = situationInWords({
    dependants: mine.dependants,
    resources: resources.filter((resource) => mine.resourceIds.includes(resource.id)),
    now: at("now"),
    entry: at("entry"),
  });
  const saved = situationInWords(theirs);
  return [
    ...differing(typed.open, saved.open),
    // A form that did not show the sensitive answers says nothing of them.
    ...(mine.sensitive ? differing(typed.sensitive, saved.sensitive) : []),
  ];
}
