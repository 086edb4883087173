import type { Identity } from "@essaim/identity/identity";
import type { RequestFacts } from "@essaim/web/server";
import { expect, it } from "vitest";
import { staffContext } from "./context.ts";

const house = {
  execute: (() => Promise.reject(new Error("not reached"))) as never,
  identity: { authenticate: async () => null } as unknown as Identity,
  storage: {} as never,
  prepareImage: {} as never,
  drawReport: {} as never,
  printer: {} as never,
  uploadLimit: 0,
  isDemo: false,
  publicUrl: "",
  geocoder: {} as never,
};
const facts = { requestId: "r", address: "" } as RequestFacts;

/** The response thrown at a form sent by nobody signed in. */
async function answerTo(body: string, cookie = "", identity = house.identity): Promise<Response> {
  const request = new Request("http://x/personnes/nouvelle", {
    method: "POST",
    body,
    headers: { cookie },
  });
  try {
    await staffContext({ ...house, identity }, facts).requireActor(request);
  } catch (thrown) {
    return thrown as Response;
  }
  throw new Error("expected a refusal");
}

it("gives back what was typed when the session ended, but no password", async () => {
  const answer = await answerTo("note=long&password=s3cret", "a=b; essaim_session=old");
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ fields: [{ name: "note", value: "long" }] });
});

it("echoes nothing to a browser that never had a session", async () => {
  const answer = await answerTo("note=long", "other_essaim_session=x");
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ fields: [] });
});

it("refuses 413 a form of too many fields", async () => {
  const answer = await answerTo("a=1&".repeat(20_000), "essaim_session=old");
  expect(answer.status).toBe(413);
});

it("gives back what was typed when the database is away, and says when to try again", async () => {
  const away = Object.assign(new Error("away"), { code: "unavailable" });
  const identity = { authenticate: () => Promise.reject(away) } as unknown as Identity;
  const answer = await answerTo("note=long&password=s3cret", "essaim_session=mine", identity);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.json()).toMatchObject({ fields: [{ name: "note", value: "long" }] });
});
