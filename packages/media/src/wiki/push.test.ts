import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWikiClient, type WikiClient } from "./mediawiki.client.ts";
import { pushPage } from "./push.ts";
import { startTestingWiki, type TestingWiki } from "./testing-wiki.ts";
import { WikiProblem } from "./wiki-problem.ts";

let wiki: TestingWiki;
let client: WikiClient;
beforeEach(async () => {
  wiki = await startTestingWiki();
  client = createWikiClient({
    apiUrl: wiki.apiUrl,
    userAgent: "Essaim (test)",
    trustedHosts: [wiki.host],
    timeoutMs: 2_000,
    tries: 3,
    longestWaitMs: 5,
  });
  await client.signIn(wiki.account.name, wiki.account.password);
});
afterEach(async () => {
  await client.close();
  await wiki.close();
});

const push = (
  title: string,
  text: string,
  base: { revisionId: number; text: string } | null = null,
) => pushPage(client, { title, text, base }, "Depuis Essaim");
const stopped = async (work: Promise<unknown>) =>
  work.then(
    () => "",
    (error: unknown) =>
      error instanceof WikiProblem ? `${error.kind} ${error.message}` : String(error),
  );

describe("a page that nobody touched", () => {
  test("is created, replaced, then left alone when nothing changed", async () => {
    const first = await push("Essaim/Freins", "Un");
    expect(first).toMatchObject({ state: "pushed", isChanged: true });
    const base = { revisionId: first.state === "pushed" ? first.revisionId : 0, text: "Un" };
    const second = await push("Essaim/Freins", "Deux \n", base);
    expect(second).toMatchObject({ state: "pushed", isChanged: true });
    expect(wiki.textOf("Essaim/Freins")).toBe("Deux");
    expect(
      wiki.revisionsOf("Essaim/Freins").map(({ user, comment }) => `${user} ${comment}`),
    ).toEqual(["Robot Depuis Essaim", "Robot Depuis Essaim"]);
    // Said again after a crash, with what was known before it.
    expect(await push("Essaim/Freins", "Deux", base)).toMatchObject({ isChanged: false });
    expect(wiki.revisionsOf("Essaim/Freins")).toHaveLength(2);
  });
});

describe("a page that somebody else touched is never written over", () => {
  test("changed since, created before us, or deleted", async () => {
    const first = await push("A", "Un");
    const base = { revisionId: first.state === "pushed" ? first.revisionId : 0, text: "Un" };
    wiki.write("A", "D’elle", "Zoé");
    wiki.write("B", "De lui", "Ali");
    expect(await push("A", "Deux", base)).toMatchObject({
      state: "conflict",
      theirs: { author: "Zoé", text: "D’elle" },
    });
    expect(await push("B", "Deux")).toMatchObject({
      state: "conflict",
      theirs: { text: "De lui" },
    });
    wiki.remove("A");
    expect(await push("A", "Deux", base)).toEqual({ state: "conflict", theirs: null });
    expect([wiki.textOf("A"), wiki.textOf("B")]).toEqual([undefined, "De lui"]);
  });

  test("between our look and our writing: the wiki refuses, and it is told as a conflict", async () => {
    const revisionId = wiki.write("A", "Un");
    const late = {
      read: client.read,
      write: (page: Parameters<WikiClient["write"]>[0]) => {
        wiki.write("A", "Entre-temps", "Zoé");
        return client.write(page);
      },
    };
    const page = { title: "A", text: "Deux", base: { revisionId, text: "Un" } };
    expect(await pushPage(late, page, "")).toMatchObject({
      state: "conflict",
      theirs: { author: "Zoé" },
    });
    expect(wiki.textOf("A")).toBe("Entre-temps");
  });
});

describe("a wiki that does not do what it is asked", () => {
  test.each(["maxlag", "503", "ratelimited", "readonly"] as const)(
    "%s: it is asked again, then left for later with nothing written",
    async (fault) => {
      wiki.fail("edit", fault);
      expect(await push("A", "Un")).toMatchObject({ state: "pushed" });
      wiki.fail("edit", fault, fault, fault);
      expect(await stopped(push("B", "Un"))).toMatch(/^stop .*(plus tard|attendre)/);
      expect(wiki.textOf("B")).toBeUndefined();
      expect(await push("B", "Un")).toMatchObject({ state: "pushed" });
    },
  );

  test.each(["badtoken", "assertuserfailed"] as const)(
    "%s: the session is opened once more, not twice",
    async (fault) => {
      wiki.fail("edit", fault);
      expect(await push("A", "Un")).toMatchObject({ state: "pushed" });
      wiki.fail("edit", fault, fault);
      expect(await stopped(push("B", "Un"))).toMatch(/^stop .*Recommencez/);
      expect(wiki.textOf("B")).toBeUndefined();
    },
  );

  test.each([
    ["protectedpage", "Cette page est protégée sur le wiki."],
    ["abusefilter-disallowed", "Un filtre du wiki refuse cette page."],
    ["captcha", "Le wiki demande de prouver"],
  ] as const)("%s: this page alone is refused", async (fault, failure) => {
    wiki.fail("edit", fault);
    const refused = await push("A", "Un");
    expect(refused).toMatchObject({ state: "failed", failure: expect.stringContaining(failure) });
    expect(await push("B", "Un")).toMatchObject({ state: "pushed" });
  });

  test.each([
    ["blocked", "stop Le compte du robot est bloqué"],
    ["page", "stop Une page du site a répondu"],
    ["moved", "stop L’API de ce wiki a changé d’adresse"],
  ] as const)(
    "%s: everything stops with nothing written, and may be done again",
    async (fault, said) => {
      wiki.fail("edit", fault);
      expect(await stopped(push("A", "Un"))).toContain(said);
      expect(wiki.textOf("A")).toBeUndefined();
      expect(await push("A", "Un")).toMatchObject({ state: "pushed" });
      expect(wiki.revisionsOf("A")).toHaveLength(1);
    },
  );

  test.each([
    ["503", ["503", "503", "503"], /^stop Le wiki .*recommencez plus tard/],
    ["a page to sign in", ["page"], /^stop Une page du site a répondu/],
  ] as const)(
    "%s in the place of its first answer: nothing is sent there",
    async (_, faults, said) => {
      wiki.fail("query", ...faults);
      expect(await stopped(client.signIn(wiki.account.name, wiki.account.password))).toMatch(said);
      wiki.clear();
      await client.signIn(wiki.account.name, wiki.account.password);
      wiki.fail("query", ...faults);
      expect(await stopped(push("A", "Un"))).toMatch(said);
      expect(wiki.textOf("A")).toBeUndefined();
      wiki.clear();
      expect(await push("A", "Un")).toMatchObject({ state: "pushed" });
    },
  );

  test("a wrong password is said as such, without being told", async () => {
    const said = await stopped(client.signIn(wiki.account.name, "pasleborn"));
    expect(said).toMatch(/^stop Le wiki refuse ce compte/);
    expect(said).not.toContain("pasleborn");
  });

  test("nobody answering is a wiki that is away", async () => {
    const host = "127.0.0.1:1";
    const away = createWikiClient({
      ...{ apiUrl: `http://${host}/api.php`, userAgent: "Essaim (test)", trustedHosts: [host] },
      ...{ timeoutMs: 500, tries: 2, longestWaitMs: 1 },
    });
    expect(await stopped(away.read("A"))).toMatch(/^stop Le wiki ne répond pas/);
    await away.close();
  });

  test("an address inside the house is not asked, unless the house says so", async () => {
    wiki.asked.splice(0);
    const guarded = createWikiClient({ apiUrl: wiki.apiUrl, userAgent: "Essaim (test)" });
    expect(await stopped(guarded.read("A"))).toMatch(
      /^stop L’adresse de ce wiki mène à l’intérieur/,
    );
    await guarded.close();
    expect(wiki.asked).toEqual([]);
  });
});

describe("the history of a page", () => {
  test("comes oldest first, over several answers, up to a number", async () => {
    for (let at = 1; at <= 120; at += 1) wiki.write("A", `Version ${at}`, at % 2 ? "Zoé" : "Ali");
    const all = await client.history("A", 500);
    expect(all.revisions.map(({ text }) => text)).toEqual(
      Array.from({ length: 120 }, (_, at) => `Version ${at + 1}`),
    );
    expect(all.hasOlder).toBe(false);
    expect(all.urlOf("Vélo cargo/Freins")).toBe(`http://${wiki.host}/wiki/V%C3%A9lo_cargo/Freins`);
    const some = await client.history("A", 70);
    expect([some.revisions[0]?.text, some.revisions.length, some.hasOlder]).toEqual([
      "Version 51",
      70,
      true,
    ]);
    expect(await stopped(client.history("Nulle part", 10))).toMatch(/^page .*pas de page/);
  });
});

describe("a page that was renamed there", () => {
  async function renamed(text: string) {
    const first = await push("A", "Un");
    wiki.write("B", text, "Zoé");
    wiki.write("A", "#REDIRECTION [[B]]", "Zoé");
    return { revisionId: first.state === "pushed" ? first.revisionId : 0, text: "Un" };
  }

  test("is followed when it says what we left, and its own page is the new one", async () => {
    const base = await renamed("Un");
    expect(await push("A", "Deux", base)).toMatchObject({ state: "pushed", title: "B" });
    expect(wiki.textOf("B")).toBe("Deux");
    expect(wiki.textOf("A")).toBe("#REDIRECTION [[B]]");
  });

  test("waits to be read when somebody wrote there too, or when it is another sheet's", async () => {
    const base = await renamed("Un, et plus");
    expect(await push("A", "Deux", base)).toMatchObject({
      ...{ state: "conflict", title: "B", theirs: { text: "Un, et plus" } },
    });
    const page = { title: "A", text: "Deux", base };
    const refused = await pushPage(client, page, "", new Set(["B"]));
    expect(refused).toMatchObject({ state: "conflict", theirs: { text: "#REDIRECTION [[B]]" } });
    expect(wiki.textOf("B")).toBe("Un, et plus");
  });
});

test("a page longer than a wiki takes is refused before it leaves, and one that became so is not kept", async () => {
  expect(await push("Long", "x".repeat(2_000_001))).toMatchObject({ state: "failed" });
  wiki.write("Long", "y".repeat(2_000_001), "Zoé");
  expect(await push("Long", "Un")).toMatchObject({ state: "failed" });
});
