import { describe, expect, test } from "vitest";
import { asksToSignIn, newTopicUrl, readyMessage, stateOf, topicJsonUrl } from "./topic.rules.ts";

test.each([
  ["https://forum.coop/t/les-jours-de-pluie/12", "https://forum.coop/t/12.json"],
  ["https://forum.coop/t/les-jours-de-pluie/12/4?u=zoe#p4", "https://forum.coop/t/12.json"],
  ["https://forum.coop/t/12", "https://forum.coop/t/12.json"],
  ["https://forum.coop/t/12/3", "https://forum.coop/t/12.json"],
  ["https://coop.org/forum/t/pluie/12/", "https://coop.org/forum/t/12.json"],
  ["https://forum.coop/c/entraide/5", null],
  ["https://forum.coop/t/pluie", null],
  ["ftp://forum.coop/t/pluie/12", null],
  ["pluie", null],
])("the topic at %s is told at %s", (url, told) => {
  expect(topicJsonUrl(url)).toBe(told);
});

test("a question is to ask, asked, answered or closed", () => {
  const topic = { answers: 0, isClosed: false, isArchived: false };
  expect([
    stateOf(null, null),
    stateOf("https://forum.coop/t/12", null),
    stateOf("https://forum.coop/t/12", topic),
    stateOf("https://forum.coop/t/12", { ...topic, answers: 2 }),
    stateOf("https://forum.coop/t/12", { ...topic, answers: 2, isArchived: true }),
  ]).toEqual(["not_asked", "asked", "asked", "answered", "closed"]);
});

test("a page where one signs in is known by its address", () => {
  expect(asksToSignIn("https://forum.coop/login")).toBe(true);
  expect(asksToSignIn("https://forum.coop/session/sso?x=1")).toBe(true);
  expect(asksToSignIn("https://forum.coop/t/login-lent/3")).toBe(false);
});

describe("the message that is ready", () => {
  const asked = { question: "Et les jours de pluie\u202f?", title: "Livrer [à vélo]" };

  test("links to what asks where it is public, and quotes the question", () => {
    const { title, body } = readyMessage({ ...asked, pageUrl: "https://coop.fr/activites/velo" });
    expect(title).toBe(asked.question);
    expect(body).toContain("[Livrer \\[à vélo\\]](https://coop.fr/activites/velo)");
    expect(body).toContain(`> ${asked.question}`);
    expect(readyMessage({ ...asked, pageUrl: null }).body).toContain(
      "«\u202fLivrer [à vélo]\u202f»",
    );
  });

  test("opens the forum filled in, its title within what Discourse takes", () => {
    const { title, body } = readyMessage({ ...asked, question: "x".repeat(300), pageUrl: null });
    expect(title).toHaveLength(255);
    const forum = { url: "https://forum.coop", category: "entraide" };
    const url = new URL(newTopicUrl(forum, { title: "Un + un", body }));
    expect(url.pathname).toBe("/new-topic");
    expect(url.search).not.toContain("+");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ title: "Un + un", body, category: "entraide" },
    });
  });
});
