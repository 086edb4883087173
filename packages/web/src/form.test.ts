import { describe, expect, it } from "vitest";
import { z } from "zod";
import { mostFields, parseForm, parseQuery, readForm, refuseForm } from "./form.ts";

const schema = z.object({
  name: z.string().trim().min(1).max(10),
  email: z.email().optional(),
  phone: z
    .string()
    .optional()
    .transform((value) => value ?? null),
  year: z.coerce.number().int().min(1900).optional(),
  kind: z.enum(["platform_worker", "contributor"]),
  commons: z.array(z.string()).min(1),
});

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

function refused(result: ReturnType<typeof parseForm>) {
  if (result.ok) throw new Error("expected a refusal");
  return result.state;
}

describe("readForm", () => {
  const send = (body: string) => readForm(new Request("http://x/", { method: "POST", body }));

  it("leaves nothing that PostgreSQL refuses, and no line end of a browser", async () => {
    const form = await send("commune=Lil%00le&texte=une%0D%0Adeux");
    expect([...form.entries()]).toEqual([
      ["commune", "Lille"],
      ["texte", "une\ndeux"],
    ]);
  });

  it("reads what a browser sends, broken escapes included", async () => {
    const sent = await send("name=Zo%C3%A9+B&tag=a&tag=b&bad=%E0%A4%A");
    expect(sent.get("name")).toBe("Zoé B");
    expect(sent.getAll("tag")).toEqual(["a", "b"]);
    expect(sent.has("bad")).toBe(true);
  });

  it("refuses 413 what holds more fields than any form", async () => {
    const fields = (count: number) => Array.from({ length: count }, () => "a=1").join("&");
    expect([...(await send(fields(mostFields)))]).toHaveLength(mostFields);
    await expect(send(fields(mostFields + 1))).rejects.toMatchObject({ status: 413 });
  });
});

describe("parseForm", () => {
  it("tells errors in the order of the page, a choice not made after the one found before it", () => {
    const ordered = z
      .object({ title: z.string(), status: z.enum(["a"]), funder: z.string().optional() })
      .refine(({ funder }) => funder, { path: ["funder"], error: "?", when: () => true });
    const { errors } = refused(parseForm(ordered, form(["funder", ""], ["title", ""])));
    expect(Object.keys(errors)).toEqual(["funder", "title", "status"]);
  });

  it("gives the schema's output", () => {
    const result = parseForm(
      schema,
      form(
        ["name", " Inès "],
        ["email", ""],
        ["phone", ""],
        ["year", "1990"],
        ["kind", "contributor"],
        ["commons", "a"],
        ["commons", "b"],
      ),
    );
    expect(result).toEqual({
      ok: true,
      value: {
        name: "Inès",
        email: undefined,
        phone: null,
        year: 1990,
        kind: "contributor",
        commons: ["a", "b"],
      },
    });
  });

  it("gives null for a cleared column even when the field was not sent", () => {
    const result = parseForm(
      schema,
      form(["name", "I"], ["kind", "contributor"], ["commons[]", "a"]),
    );
    expect(result.ok && result.value.phone).toBeNull();
    expect(result.ok && result.value.commons).toEqual(["a"]);
  });

  it("keeps what was typed and says one French sentence per field", () => {
    const state = refused(
      parseForm(
        schema,
        form(["name", "   "], ["email", "ines@"], ["year", "abc"], ["kind", "robot"]),
      ),
    );
    expect(state.values).toEqual({ name: "   ", email: "ines@", year: "abc", kind: "robot" });
    expect(state.errors).toEqual({
      name: "Ce champ est obligatoire.",
      email: "Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr.",
      year: "Indiquez un nombre, en chiffres.",
      kind: "Choisissez une réponse dans la liste.",
      commons: "Choisissez au moins une réponse.",
    });
    expect(state.formError).toBeUndefined();
  });

  it("says that a required field is missing, whatever its kind", () => {
    const all = z.object({ a: z.string(), b: z.coerce.number(), c: z.uuid(), d: z.iso.date() });
    const { errors } = refused(parseForm(all, form(["a", ""], ["b", ""], ["c", ""], ["d", ""])));
    expect(new Set(Object.values(errors))).toEqual(new Set(["Ce champ est obligatoire."]));
  });

  it("counts in French", () => {
    const { errors } = refused(parseForm(schema, form(["name", "a".repeat(11)], ["year", "12"])));
    expect(errors.name).toBe("Écrivez au plus 10 caractères.");
    expect(errors.year).toMatch(/^Indiquez 1\s900 ou plus\.$/u);
  });

  it("leaves a schema's own message alone", () => {
    const own = z.object({ name: z.string().min(3, "Donnez le nom entier.") });
    expect(refused(parseForm(own, form(["name", "ab"]))).errors.name).toBe("Donnez le nom entier.");
  });

  it("puts a sentence about the whole form in formError", () => {
    const dates = z
      .object({ from: z.iso.date(), to: z.iso.date() })
      .refine(({ from, to }) => from <= to, { error: "La fin précède le début." });
    const state = refused(parseForm(dates, form(["from", "2026-02-01"], ["to", "2026-01-01"])));
    expect(state).toMatchObject({ errors: {}, formError: "La fin précède le début." });
  });

  it("normalises line ends and drops what PostgreSQL refuses", () => {
    const result = parseForm(z.object({ note: z.string() }), form(["note", "un\r\ndeux\0"]));
    expect(result).toEqual({ ok: true, value: { note: "un\ndeux" } });
  });

  it("is not fooled by names that objects are born with", () => {
    const result = parseForm(
      z.object({ note: z.string() }),
      form(["__proto__", "x"], ["note", "y"]),
    );
    expect(result).toEqual({ ok: true, value: { note: "y" } });
  });
});

describe("refuseForm", () => {
  it("keeps what was typed beside the refusal", () => {
    expect(
      refuseForm(form(["name", "Inès"]), { errors: { name: "Ce nom est déjà pris." } }),
    ).toEqual({
      values: { name: "Inès" },
      errors: { name: "Ce nom est déjà pris." },
      formError: undefined,
    });
  });
});

describe("parseQuery", () => {
  const query = z.object({
    page: z.coerce.number().int().min(1).default(1),
    sort: z.enum(["name", "date"]).default("name"),
    q: z.string().max(5).optional(),
    territory: z.array(z.uuid()).default([]),
  });

  it("reads good values", () => {
    expect(parseQuery(query, new URL("http://x/?page=3&sort=date&q=vélo"))).toEqual({
      page: 3,
      sort: "date",
      q: "vélo",
      territory: [],
    });
  });

  it("falls back on the default of each bad value and keeps the others", () => {
    expect(
      parseQuery(query, new URL("http://x/?page=-2&sort=;drop&q=vélo&territory=nope")),
    ).toEqual({ page: 1, sort: "name", q: "vélo", territory: [] });
  });

  it("takes a Request too, and an empty query", () => {
    expect(parseQuery(query, new Request("http://x/?page="))).toEqual({
      page: 1,
      sort: "name",
      q: undefined,
      territory: [],
    });
  });
});
