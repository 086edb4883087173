import { isBot } from "./bot.rules.ts";
import { repositoryOf } from "./repository.rules.ts";
import {
  type Fault,
  isPossibleDay,
  mostFaults,
  noneLeftOut,
  type SourceItem,
  type SourceReading,
  titleOf,
} from "./source.schema.ts";

const START = "\x1e";
const BETWEEN = "\x1f";
const COAUTHORS = "\x1d";

type Person = { mail: string; name: string };
type Commit = {
  sha: string;
  isMerge: boolean;
  day: string;
  people: Person[];
  title: string;
  added: number;
  removed: number;
};

/**
 * Reads what `gitLogCommands` write. A merge brings nothing of its own and is left out; a squash is one commit of its
 * author, and those named by `Co-authored-by` each have a part in it. Lines are counted once, with the author.
 * @param today the last day that a commit may have
 */
export function readGitLog(text: string, today: string): SourceReading {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const repository = repositoryOf(lines[0] ?? "");
  if (!repository) {
    const message =
      "L’adresse en ligne du dépôt est attendue sur la première ligne. Lancez les deux commandes, dans cet ordre.";
    return { ok: false, faults: [{ place: "Ligne 1", field: "adresse du dépôt", message }] };
  }
  const faults: Fault[] = [];
  const commits: Commit[] = [];
  let isRefused = false;
  const tell = (index: number, field: string, message: string) => {
    if (faults.length < mostFaults) faults.push({ place: `Ligne ${index + 1}`, field, message });
  };
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    if (line.startsWith(START)) {
      const read = readHead(line.slice(START.length));
      isRefused = !read.ok;
      if (read.ok) commits.push(read.commit);
      else tell(index, read.field, read.message);
      continue;
    }
    const counted = /^(\d{1,9}|-)\t(\d{1,9}|-)\t/.exec(line);
    const commit = commits.at(-1);
    if (!counted || !(commit || isRefused)) {
      tell(
        index,
        "nombre de lignes",
        "Cette ligne n’est pas de celles que git écrit avec --numstat.",
      );
      continue;
    }
    // A file that is no text has no lines: git writes a dash.
    if (!commit || isRefused) continue;
    commit.added += Number(counted[1]) || 0;
    commit.removed += Number(counted[2]) || 0;
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, ...itemsOf(commits, repository, today) };
}

type Head = { ok: true; commit: Commit } | { ok: false; field: string; message: string };

function readHead(line: string): Head {
  const [sha = "", parents = "", date = "", mail = "", name = "", others = "", ...title] =
    line.split(BETWEEN);
  const refuse = (field: string, message: string): Head => ({ ok: false, field, message });
  if (title.length === 0) {
    return refuse(
      "champs",
      "Il manque des champs\u202f: la commande n’est pas celle de cette page.",
    );
  }
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) {
    return refuse("empreinte", "Une empreinte de 40 ou 64 chiffres et lettres est attendue.");
  }
  if (!/^\d{4}-\d\d-\d\dT/.test(date) || Number.isNaN(Date.parse(date))) {
    return refuse("date", `«\u202f${date.slice(0, 40)}\u202f» n’est pas une date de git.`);
  }
  const people = [{ mail, name }, ...others.split(COAUTHORS).flatMap(coauthorOf)];
  return {
    ok: true,
    commit: {
      ...{ sha, isMerge: parents.trim().includes(" "), day: date.slice(0, 10), people },
      ...{ title: title.join(" "), added: 0, removed: 0 },
    },
  };
}

function coauthorOf(text: string): Person[] {
  const [, name = "", mail = ""] = /^\s*(.*?)\s*<([^<>]+)>/.exec(text) ?? [];
  return mail ? [{ mail, name }] : [];
}

/** GitHub puts a number before the login of whoever hides their mail; older ones have none. */
function aliasOf({ mail, name }: Person): string {
  const folded = mail.trim().toLowerCase();
  const hidden = /^\d+\+(.+@users\.noreply\.github\.com)$/.exec(folded);
  return (hidden?.[1] ?? (folded || name.trim().toLowerCase())).slice(0, 254);
}

function itemsOf(commits: readonly Commit[], repository: string, today: string) {
  const leftOut = noneLeftOut();
  const items: SourceItem[] = [];
  const seen = new Set<string>();
  for (const commit of commits) {
    if (seen.has(commit.sha)) continue;
    seen.add(commit.sha);
    if (commit.isMerge) leftOut.merges += 1;
    else if (!isPossibleDay(commit.day, today)) leftOut.impossibleDates += 1;
    else {
      const named = new Set<string>();
      for (const [place, person] of commit.people.entries()) {
        const alias = aliasOf(person);
        if (isBot(person.name, person.mail)) {
          leftOut.bots += 1;
          continue;
        }
        if (!alias || named.has(alias)) continue;
        named.add(alias);
        items.push({
          kind: "commit",
          key: place === 0 ? commit.sha : `${commit.sha}#${place}`,
          alias,
          authorName: person.name.trim() || person.mail.trim(),
          repository,
          happenedOn: commit.day,
          title: titleOf(commit.title),
          pageUrl: `https://${repository}/commit/${commit.sha}`,
          linesAdded: place === 0 ? commit.added : null,
          linesRemoved: place === 0 ? commit.removed : null,
          amountCents: null,
          request: null,
        });
      }
    }
  }
  return { items, leftOut };
}
