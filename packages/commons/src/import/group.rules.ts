import type { ContributionKind } from "../contribution/contribution.schema.ts";
import type { ContributionSource, RequestState, SourceItem } from "./source.schema.ts";

/** Work done on a repository, issues told, money given: each makes its own contributions. */
export type Family = "work" | "issue" | "gift";

export const familyOf = ({ kind }: Pick<SourceItem, "kind">): Family =>
  kind === "issue" || kind === "gift" ? kind : "work";

export const kindOfFamily: Record<Family, ContributionKind> = {
  work: "code",
  issue: "test",
  gift: "gift",
};

export const sourceOfItem: Record<SourceItem["kind"], ContributionSource> = {
  commit: "git",
  request: "forge",
  issue: "forge",
  gift: "open_collective",
};

/** The kind of an item that was written, read back from how its source calls it. */
export function kindOfWritten(item: {
  source: ContributionSource;
  key: string;
}): SourceItem["kind"] {
  if (item.source === "git") return "commit";
  if (item.source === "open_collective") return "gift";
  return item.key.startsWith("issue:") ? "issue" : "request";
}

/** The repository of an item that was written, by the address of its page. */
export function repositoryOfPage(url: string): string {
  const found =
    /^https?:\/\/(.+?)(?:\/-)?\/(?:commit|pull|pulls|merge_requests|issues|work_items|transactions)(?:\/|$)/i.exec(
      url,
    );
  return (found?.[1] ?? "").toLowerCase();
}

/** Whose it is: a worker, or null for the cooperative itself. */
export type OwnItem = SourceItem & { workerId: string | null };

/** What one author gave to one repository in one month. */
export type ItemGroup = {
  workerId: string | null;
  /** `YYYY-MM` */
  month: string;
  repository: string;
  family: Family;
  items: OwnItem[];
};

export function groupKey(group: Omit<ItemGroup, "items">): string {
  return [group.workerId ?? "", group.month, group.repository, group.family].join(" ");
}

/**
 * The contributions that items make: one by author, month, repository and family. Somebody who is both the author and a
 * co-author of a commit, under two mails, did it once.
 */
export function groupItems(items: readonly OwnItem[]): ItemGroup[] {
  const groups = new Map<string, ItemGroup>();
  const seen = new Set<string>();
  for (const item of items) {
    const once = `${item.kind} ${item.key.replace(/#\d+$/, item.kind === "commit" ? "" : "$&")} ${item.workerId ?? ""}`;
    if (seen.has(once)) continue;
    seen.add(once);
    const { workerId, repository } = item;
    const head = {
      workerId,
      month: item.happenedOn.slice(0, 7),
      repository,
      family: familyOf(item),
    };
    const key = groupKey(head);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { ...head, items: [item] });
  }
  return [...groups.values()].sort((a, b) => (groupKey(a) < groupKey(b) ? -1 : 1));
}

/** Is this standing news to the ledger? What somebody told since, on a later day, stays. */
export function isNews(
  request: RequestState | null,
  last: { state: string; on: string } | undefined,
): request is RequestState {
  return request !== null && (!last || (last.state !== request.state && last.on <= request.on));
}

const months = [
  ...["janvier", "février", "mars", "avril", "mai", "juin"],
  ...["juillet", "août", "septembre", "octobre", "novembre", "décembre"],
];
const words: Record<SourceItem["kind"], [one: string, many: string]> = {
  commit: ["commit", "commits"],
  request: ["demande d’intégration", "demandes d’intégration"],
  issue: ["signalement", "signalements"],
  gift: ["don", "dons"],
};

/** « 12 commits et 2 demandes d’intégration, github.com/coop/tournees, mars 2026 » */
export function describeGroup(
  { month, repository }: Pick<ItemGroup, "month" | "repository">,
  kinds: readonly SourceItem["kind"][],
): string {
  const counts = (Object.keys(words) as SourceItem["kind"][]).flatMap((kind) => {
    const count = kinds.filter((one) => one === kind).length;
    return count === 0 ? [] : [`${count} ${words[kind][count > 1 ? 1 : 0]}`];
  });
  const [year, number] = month.split("-");
  return `${counts.join(" et ")}, ${repository}, ${months[Number(number) - 1]} ${year}`;
}

/**
 * Where the requests of a contribution stand together: an open one is what is waited for; once all are settled, one
 * merged is enough; declined when none was.
 * @returns null when it holds no request
 */
export function standingOfRequests(
  items: readonly Pick<SourceItem, "request">[],
): RequestState | null {
  const states = items.flatMap(({ request }) => (request ? [request] : []));
  for (const state of ["proposed", "merged", "declined"] as const) {
    const days = states.filter((one) => one.state === state).map(({ on }) => on);
    if (days.length > 0) return { state, on: days.sort().at(-1) as string };
  }
  return null;
}
