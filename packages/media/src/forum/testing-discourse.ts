import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What the API of Discourse publishes of a topic (https://docs.discourse.org/#tag/Topics/operation/getTopic): what is read
 * of it, among some of the rest.
 */
export const discourseTopic = (change: object = {}) => ({
  post_stream: { posts: [{ id: 1, username: "zoe", cooked: "<p>Bonjour</p>" }], stream: [1] },
  id: 12,
  title: "Et les jours de pluie ?",
  fancy_title: "Et les jours de pluie&nbsp;?",
  posts_count: 4,
  created_at: "2026-03-01T09:00:00.000Z",
  views: 120,
  reply_count: 2,
  last_posted_at: "2026-03-11T23:30:00.000Z",
  visible: true,
  closed: false,
  archived: false,
  slug: "et-les-jours-de-pluie",
  category_id: 5,
  ...change,
});

const json = { "content-type": "application/json; charset=utf-8" };

/** A Discourse of this machine. What it does follows from the number of the topic; `asked` are the paths that it was asked. */
export async function startDiscourse() {
  const asked: string[] = [];
  const answer = (response: ServerResponse, status: number, body: object | string, headers = {}) =>
    response
      .writeHead(status, { ...json, ...headers })
      .end(typeof body === "string" ? body : JSON.stringify(body));
  const notFound = { errors: ["The requested URL or resource could not be found."] };
  const topics: Record<string, (response: ServerResponse) => unknown> = {
    "/t/12.json": (response) => answer(response, 200, discourseTopic()),
    "/t/13.json": (response) =>
      answer(
        response,
        200,
        discourseTopic({ posts_count: 1, last_posted_at: "2026-03-01T09:00:00.000Z" }),
      ),
    "/t/14.json": (response) =>
      answer(
        response,
        200,
        discourseTopic({ closed: true, accepted_answer: { post_number: 2, username: "zoe" } }),
      ),
    "/t/15.json": (response) =>
      answer(response, 301, "", { location: "/t/et-les-jours-de-pluie/15.json" }),
    "/t/et-les-jours-de-pluie/15.json": (response) =>
      answer(response, 200, discourseTopic({ id: 15 })),
    "/t/16.json": (response) =>
      answer(response, 403, { errors: ["…"], error_type: "not_logged_in" }),
    "/t/17.json": (response) => answer(response, 302, "", { location: "/login" }),
    "/t/18.json": (response) => answer(response, 503, "<h1>Maintenance</h1>"),
    "/t/19.json": (response) => answer(response, 200, "<!doctype html><title>Accueil</title>"),
    "/t/20.json": () => {},
    "/t/21.json": (response) => answer(response, 200, `{"x":"${"x".repeat(4_200_000)}"}`),
    "/t/22.json": (response) =>
      answer(response, 302, "", { location: "http://169.254.169.254/t/22.json" }),
    "/t/23.json": (response) => answer(response, 200, { title: "Autre chose", posts: 3 }),
  };
  const site = createServer((request, response) => {
    asked.push(request.url ?? "");
    const topic = topics[request.url ?? ""];
    if (topic) topic(response);
    else answer(response, 404, notFound);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const port = String((site.address() as AddressInfo).port);
  return {
    asked,
    base: `http://127.0.0.1:${port}`,
    port,
    close: () => {
      site.closeAllConnections();
      site.close();
    },
  };
}
