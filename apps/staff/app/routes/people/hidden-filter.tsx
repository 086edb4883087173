import {
  filterParameters,
  type WorkerFilter,
} from "@essaim/accompaniment/worker/worker-filter.schema";

/** What of a filter a GET form keeps without showing it. `except` names the form's own fields. */
export function HiddenFilter({
  filter,
  except = [],
}: {
  filter: WorkerFilter;
  except?: readonly string[];
}) {
  return (
    <>
      {filterParameters(filter)
        .filter(([name]) => name !== "page" && !except.includes(name))
        .map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
    </>
  );
}
