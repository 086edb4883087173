import { describe, expect, it } from "vitest";
import { mostFields } from "./form.ts";
import { readUpload } from "./upload.ts";

const maxBytes = 1000;
const boundary = "x".repeat(30);
const type = `multipart/form-data; boundary=${boundary}`;

/** One part: its headers, then what it holds. */
const part = (disposition: string, content: string, ...headers: string[]) =>
  `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${headers.map((one) => `${one}\r\n`).join("")}\r\n${content}\r\n`;
const end = `--${boundary}--\r\n`;
const file = (content: string, name = "a.pdf") =>
  part(`name="file"; filename="${name}"`, content, "Content-Type: application/pdf");

function read(body: BodyInit, contentType = type) {
  const request = new Request("http://x/", {
    method: "POST",
    body,
    headers: { "content-type": contentType },
    duplex: "half",
  } as RequestInit);
  return readUpload(request, { maxBytes });
}

const refusal = async (body: BodyInit, contentType?: string) =>
  read(body, contentType).then(
    () => "accepted",
    (thrown: unknown) => (thrown instanceof Response ? thrown.status : thrown),
  );

/** The same body, in pieces of one byte: the worst that a network can do. */
function dripped(text: string): ReadableStream {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at === bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, ++at));
    },
  });
}

describe("reads", () => {
  it("the fields and the one file, whatever a browser makes", async () => {
    const form = new FormData();
    form.append("kind", "Pièce d’identité");
    form.append("kind", "deuxième");
    form.append("file", new File([new Uint8Array([0, 255, 13, 10])], "Été « 1 ».pdf"));
    const request = new Request("http://x/", { method: "POST", body: form });
    const read = await readUpload(request, { maxBytes });
    expect(read.form.getAll("kind")).toEqual(["Pièce d’identité", "deuxième"]);
    expect(read.file?.name).toBe("Été « 1 ».pdf");
    expect([...(read.file?.bytes ?? [])]).toEqual([0, 255, 13, 10]);
    expect(read.tooLarge).toBe(false);
  });

  it("many files of one field, in their order", async () => {
    const form = new FormData();
    for (const name of ["b.yml", "a.yml", "b.yml"]) form.append("files", new File([name], name));
    const request = new Request("http://x/", { method: "POST", body: form });
    const { all } = await readUpload(request, { maxBytes, mostFiles: 3 });
    expect(all.map((one) => one.name)).toEqual(["b.yml", "a.yml", "b.yml"]);
  });

  it("a few files, each by its field, where the form has them", async () => {
    const form = new FormData();
    for (const field of ["figures", "dictionary"]) {
      form.append(field, new File([field], `${field}.csv`));
    }
    const request = () => new Request("http://x/", { method: "POST", body: form });
    const { files } = await readUpload(request(), { maxBytes, mostFiles: 2 });
    expect(Object.entries(files).map(([field, { name }]) => [field, name])).toEqual([
      ["figures", "figures.csv"],
      ["dictionary", "dictionary.csv"],
    ]);
    await expect(readUpload(request(), { maxBytes })).rejects.toMatchObject({ status: 413 });
  });

  it("a body that comes byte by byte, with something after its end", async () => {
    const body = `${part('name="note"', "héhé")}${file("%PDF")}${end}\r\n`;
    const { form, file: sent } = await read(dripped(body));
    expect(form.get("note")).toBe("héhé");
    expect(new TextDecoder().decode(sent?.bytes)).toBe("%PDF");
  });

  it("no file when none was chosen, an empty one when it is empty", async () => {
    expect((await read(file("", "") + end)).file).toBeNull();
    expect((await read(file("") + end)).file).toEqual({ name: "a.pdf", bytes: Buffer.alloc(0) });
  });

  it("never a folder in a file's name", async () => {
    const named = async (name: string) => (await read(file("x", name) + end)).file?.name;
    expect(await named("../../etc/passwd")).toBe("passwd");
    expect(await named("C:\\Users\\lea\\cv.pdf")).toBe("cv.pdf");
  });

  it("nothing of a file that is too large, and the rest of the form", async () => {
    const body = file("x".repeat(maxBytes + 1)) + part('name="note"', "gardée") + end;
    const { form, file: sent, tooLarge } = await read(body);
    expect({ note: form.get("note"), sent, tooLarge }).toEqual({
      note: "gardée",
      sent: null,
      tooLarge: true,
    });
    expect((await read(file("x".repeat(maxBytes)) + end)).tooLarge).toBe(false);
  });
});

describe("refuses", () => {
  it.each([
    ["nothing", ""],
    ["no boundary in the body", "hello"],
    ["a part cut short", file("%PDF").slice(0, -10)],
    ["no end", file("%PDF")],
    ["headers cut short", `--${boundary}\r\nContent-Disposition: form-da`],
    ["another boundary", file("%PDF").replaceAll(boundary, "y".repeat(30))],
  ])("as malformed: %s", async (_what, body) => {
    expect(await refusal(body)).toBe(400);
  });

  it("a body that breaks off", async () => {
    let sent = false;
    const broken = new ReadableStream({
      pull(controller) {
        if (sent) return controller.error(new Error("gone"));
        sent = true;
        controller.enqueue(new TextEncoder().encode(file("%PDF")));
      },
    });
    expect(await refusal(broken)).toBe(400);
  });

  it("another kind of body, and a form without boundary", async () => {
    expect(await refusal("a=1", "application/x-www-form-urlencoded")).toBe(415);
    expect(await refusal("a=1", "")).toBe(415);
    expect(await refusal(end, "multipart/form-data")).toBe(400);
  });

  it.each([
    ["two files", file("a") + file("b", "b.pdf") + end],
    ["too many fields", part('name="a"', "1").repeat(mostFields + 1) + end],
    ["too long a text", part('name="a"', "x".repeat(1024 * 1024 + 1)) + end],
    ["too much text in all", part('name="a"', "x".repeat(600_000)).repeat(2) + end],
    ["a field with an endless name", part(`name="${"n".repeat(300)}"`, "1") + end],
  ])("413: %s", async (_what, body) => {
    expect(await refusal(body)).toBe(413);
  });
});
