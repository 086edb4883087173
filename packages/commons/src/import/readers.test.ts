import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBot } from "./bot.rules.ts";
import { readForgeExport } from "./forge-export.reader.ts";
import { readOpenCollective } from "./open-collective.reader.ts";
import { repositoryOf } from "./repository.rules.ts";

const TODAY = "2026-11-29";

const github = {
  number: 12,
  title: "Corrige les tournées",
  html_url: "https://github.com/Coop/Tournees/pull/12",
  url: "https://api.github.com/repos/Coop/Tournees/pulls/12",
  state: "closed",
  user: { login: "LeaM", type: "User" },
  created_at: "2026-03-10T08:00:00Z",
  closed_at: "2026-03-12T08:00:00Z",
  merged_at: "2026-03-12T08:00:00Z",
};
const gitlab = {
  iid: 4,
  title: "Traduction",
  state: "opened",
  web_url: "https://gitlab.com/groupe/sous/outil/-/merge_requests/4",
  author: { id: 3, username: "lea", name: "Léa Martin" },
  created_at: "2026-05-01T10:00:00.000Z",
  merged_at: null,
};
const gitea = {
  ...github,
  html_url: "https://codeberg.org/coop/tournees/pulls/3",
  url: undefined,
  merged_at: null,
  user: { login: "lea", username: "lea" },
};
const issue = {
  ...github,
  html_url: "https://github.com/Coop/Tournees/issues/13",
  merged_at: undefined,
  state: "open",
};
const forge = (...elements: unknown[]) => readForgeExport(JSON.stringify(elements), TODAY);

describe("a forge's export", () => {
  test("is read as GitHub, GitLab and Gitea write it, and says what became of each request", () => {
    const read = forge(github, gitlab, gitea, issue);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(
      read.items.map(({ kind, alias, repository, request }) => [kind, alias, repository, request]),
    ).toEqual([
      [
        ...["request", "github.com/leam", "github.com/coop/tournees"],
        { state: "merged", on: "2026-03-12" },
      ],
      [
        ...["request", "gitlab.com/lea", "gitlab.com/groupe/sous/outil"],
        { state: "proposed", on: "2026-05-01" },
      ],
      [
        ...["request", "codeberg.org/lea", "codeberg.org/coop/tournees"],
        { state: "declined", on: "2026-03-12" },
      ],
      ["issue", "github.com/leam", "github.com/coop/tournees", null],
    ]);
  });

  test("pages one after the other, and pages in a list, are one list; a request among issues is once", () => {
    const asIssue = { ...github, merged_at: undefined, pull_request: { merged_at: null } };
    for (const text of [
      `${JSON.stringify([asIssue])}\n${JSON.stringify([github, issue])}`,
      JSON.stringify([[github], [asIssue, issue]]),
    ]) {
      const read = readForgeExport(text, TODAY);
      expect(read.ok && read.items.map(({ request }) => request?.state)).toEqual([
        "merged",
        undefined,
      ]);
    }
  });

  test("machines and closed accounts are left out", () => {
    const read = forge(
      { ...github, user: { login: "renovate", type: "Bot" } },
      { ...github, user: null },
      { ...issue, user: { login: "ghost" } },
    );
    expect(read).toMatchObject({ ok: true, items: [], leftOut: { bots: 1, others: 2 } });
  });

  test.each([
    [[github, { ...github, created_at: "hier" }], "Élément 2, created_at"],
    [[{ ...github, html_url: "https://github.com/coop" }], "Élément 1, html_url ou web_url"],
    [[{ ...github, title: 12 }], "Élément 1, title"],
    [["bonjour"], "Élément 1, élément"],
  ])("is refused where it is wrong", (elements, place) => {
    const read = forge(...elements);
    expect(read.ok ? [] : read.faults.map((fault) => `${fault.place}, ${fault.field}`)).toEqual([
      place,
    ]);
  });

  test("any text is read or refused", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = readForgeExport(text, TODAY);
        expect(read.ok || read.faults.length > 0).toBe(true);
      }),
    );
  });
});

const titles =
  "datetime,shortId,shortGroup,description,type,kind,isRefund,isRefunded,amount,currency,accountSlug,accountName,oppositeAccountSlug,oppositeAccountName";
const credit =
  "2026-02-03T10:00:00,aaaa1111,bbbb2222,Don mensuel,CREDIT,CONTRIBUTION,,,15.50,EUR,mobilizon,Mobilizon,essieu,L’Essieu";

describe("transactions of Open Collective", () => {
  const read = (...lines: string[]) => readOpenCollective([titles, ...lines].join("\n"), TODAY);

  test("a gift is one, seen from who gives or from who receives", async () => {
    const debit =
      "2026-02-03T10:00:00,cccc3333,bbbb2222,Don mensuel,DEBIT,CONTRIBUTION,,,-15.50,EUR,essieu,L’Essieu,mobilizon,Mobilizon";
    const [ours, theirs] = [await read(debit), await read(credit)];
    if (!ours.ok || !theirs.ok) throw new Error("refused");
    expect(ours.items).toEqual(theirs.items);
    expect(ours.items).toMatchObject([
      { alias: "essieu", amountCents: 1550, repository: "opencollective.com/mobilizon" },
    ]);
  });

  test("fees, refunds and payments are no gifts", async () => {
    const found = await read(
      credit.replace("CONTRIBUTION", "PAYMENT_PROCESSOR_FEE"),
      credit.replace("CONTRIBUTION,,", "CONTRIBUTION,,true"),
      credit.replace("CONTRIBUTION", "EXPENSE"),
    );
    expect(found).toMatchObject({ ok: true, items: [], leftOut: { others: 3 } });
  });

  test("a gift given back is told by its number", async () => {
    const found = await read(
      credit.replace("CONTRIBUTION,,", "CONTRIBUTION,,true"),
      credit.replace("bbbb2222", "dddd4444").replace("CONTRIBUTION,,,", "CONTRIBUTION,true,,"),
    );
    expect(found).toMatchObject({ ok: true, items: [], refunded: ["bbbb2222"] });
  });

  test.each([
    [credit.replace("EUR", "USD"), "Ligne 2, currency"],
    [credit.replace("15.50", "15.505"), "Ligne 2, amount"],
    [credit.replace("15.50", "NaN"), "Ligne 2, amount"],
    [credit.replace("2026-02-03T10:00:00", "3 février"), "Ligne 2, date"],
    [credit.replace("CREDIT", "VIREMENT"), "Ligne 2, type"],
    [credit.replace("bbbb2222", ""), "Ligne 2, shortGroup"],
    [`"${credit}`, "Ligne 2, guillemet"],
  ])("is refused where it is wrong: %s", async (line, place) => {
    const found = await read(line);
    expect(found.ok ? [] : found.faults.map((fault) => `${fault.place}, ${fault.field}`)).toEqual([
      place,
    ]);
  });

  test("says which columns are missing", async () => {
    const found = await readOpenCollective("date,amount\n2026-01-01,12", TODAY);
    expect(found.ok ? [] : found.faults.map(({ field }) => field)).toContain("shortGroup");
    expect((await readOpenCollective("", TODAY)).ok).toBe(false);
  });
});

test.each([
  ["git@github.com:Coop/Tournees.git", "github.com/coop/tournees"],
  ["https://jeton:secret@gitlab.com/groupe/outil.git", "gitlab.com/groupe/outil"],
  ["ssh://git@forge.exemple.org:2222/coop/outil", "forge.exemple.org/coop/outil"],
  ["https://codeberg.org/coop/outil/", "codeberg.org/coop/outil"],
  ["/srv/git/outil", null],
  ["C:\\outil", null],
  ["bonjour", null],
])("where %s is online", (remote, repository) => {
  expect(repositoryOf(remote)).toBe(repository);
});

test.each([
  ["dependabot[bot]", true],
  ["release-bot", true],
  ["Hosted Weblate", true],
  ["Abbott", false],
  ["Robot Sophie", false],
  ["talbot@exemple.fr", false],
])("is %s a machine?", (name, expected) => {
  expect(isBot(name)).toBe(expected);
});
