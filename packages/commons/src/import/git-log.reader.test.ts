import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gitLogCommands } from "./export-command.words.ts";
import { readGitLog } from "./git-log.reader.ts";

const TODAY = "2026-11-29";
let clone: string;
let written: string;

const people = {
  lea: ["Léa Martin", "Lea@exemple.fr"],
  bot: ["dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"],
} as const;

function git(args: string[], who: keyof typeof people = "lea", on = "2026-03-10T09:00:00+01:00") {
  const [name, mail] = people[who];
  const env = {
    ...process.env,
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: mail, GIT_AUTHOR_DATE: on },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: mail, GIT_COMMITTER_DATE: on },
    ...{ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
  };
  return execFileSync("git", args, { cwd: clone, env, encoding: "utf8", stdio: "pipe" });
}
const write = (name: string, text: string | Buffer) => writeFileSync(join(clone, name), text);
const commit = (message: string, who?: keyof typeof people, on?: string) => {
  git(["add", "-A"]);
  git(["commit", "-m", message], who, on);
};

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), "essaim-git-"));
  git(["init", "-b", "main"]);
  git(["remote", "add", "origin", "git@github.com:Coop/Tournees.git"]);
  write("a.txt", "un\ndeux\ntrois\nquatre\n");
  commit("Première tournée");
  git(["mv", "a.txt", "b.txt"]);
  commit("Renomme", "lea", "2026-04-02T09:00:00+02:00");
  write("image.png", Buffer.from([0, 1, 2, 0, 255]));
  commit(
    "Ajoute une image\n\nCo-authored-by: Sami Diallo <12345+sami@users.noreply.github.com>\nCo-authored-by: Léa <lea@exemple.fr>",
  );
  write("lock.txt", "1\n");
  commit("Bump", "bot");
  git(["checkout", "-b", "autre", "HEAD~1"]);
  write("c.txt", "c\n");
  commit("Sur une branche");
  git(["checkout", "main"]);
  git(["merge", "--no-ff", "autre", "-m", "Merge branch 'autre'"]);
  write("d.txt", "d\n");
  commit("Une horloge fausse", "lea", "1970-01-02T00:00:00+00:00");
  // As the page says to, in one shell.
  execFileSync("sh", ["-c", gitLogCommands.join(" && ")], { cwd: clone });
  written = execFileSync("cat", ["contributions.txt"], { cwd: clone, encoding: "utf8" });
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

test("the documented commands are read: merges, machines and clocks set wrong are left out", () => {
  const read = readGitLog(written, TODAY);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  expect(read.leftOut).toEqual({ bots: 1, merges: 1, impossibleDates: 1, others: 0 });
  const told = read.items.map(({ title, alias, linesAdded, happenedOn }) => [
    ...[title, alias, linesAdded, happenedOn],
  ]);
  expect(told).toHaveLength(5);
  expect(told).toEqual(
    expect.arrayContaining([
      ["Première tournée", "lea@exemple.fr", 4, "2026-03-10"],
      ["Renomme", "lea@exemple.fr", 0, "2026-04-02"],
      ["Ajoute une image", "lea@exemple.fr", 0, "2026-03-10"],
      ["Ajoute une image", "sami@users.noreply.github.com", null, "2026-03-10"],
      ["Sur une branche", "lea@exemple.fr", 1, "2026-03-10"],
    ]),
  );
  expect(new Set(read.items.map(({ repository }) => repository))).toEqual(
    new Set(["github.com/coop/tournees"]),
  );
  expect(new Set(read.items.map(({ key }) => key)).size).toBe(5);
});

describe("is refused, with the line and the field", () => {
  const second = (change: (fields: string[]) => void) => {
    const lines = written.split("\n");
    const place = lines.findIndex((line) => line.startsWith("\x1e"));
    const fields = (lines[place] ?? "").split("\x1f");
    change(fields);
    lines[place] = fields.join("\x1f");
    return { text: lines.join("\n"), line: place + 1 };
  };
  const faultsOf = (text: string) => {
    const read = readGitLog(text, TODAY);
    return read.ok ? [] : read.faults.map(({ place, field }) => `${place}, ${field}`);
  };

  test.each([
    ["date", (fields: string[]) => fields.splice(2, 1, "hier")],
    ["empreinte", (fields: string[]) => fields.splice(0, 1, "\x1e123")],
    ["champs", (fields: string[]) => fields.splice(2)],
  ])("a wrong %s", (field, change) => {
    const { text, line } = second(change);
    expect(faultsOf(text)).toEqual([`Ligne ${line}, ${field}`]);
  });

  test("a file of something else", () => {
    expect(faultsOf("commit 0123\nAuthor: Léa")).toEqual(["Ligne 1, adresse du dépôt"]);
    expect(faultsOf("/srv/git/tournees\n")).toEqual(["Ligne 1, adresse du dépôt"]);
    expect(faultsOf(`${written}\nbonjour`)).toEqual([
      `Ligne ${written.split("\n").length + 1}, nombre de lignes`,
    ]);
  });
});
