import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEALED_FILE_LIMIT } from "./seal.schema.ts";
import { sealerOf } from "./seal.ts";
import { canonical, verifySealedFile, writeSealedFile } from "./sealed-file.ts";

const seal = sealerOf("a secret of the installation, long enough");
const content = {
  edition: 1,
  code: "coop-2026-001",
  title: "L’année des communs — « été »",
  chapters: [
    { title: "Personnes", parts: [{ kind: "text", text: "À Lille\u202f: 25 personnes.\n" }] },
  ],
};
const sealed = canonical(content);
const written = (from = seal, text = sealed, code = content.code) =>
  writeSealedFile({ code, sealed: text, ...from(text) });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const { keyId, publicKey } = seal("");
const keys = { [keyId]: publicKey };
const verdictOf = (text: string) => verifySealedFile(bytesOf(text), keys).verdict;

describe("the seal", () => {
  it("is the same for the same secret and text, and of another key with another secret", () => {
    expect(sealerOf("a secret of the installation, long enough")(sealed)).toEqual(seal(sealed));
    const other = sealerOf("another secret of the installation")(sealed);
    expect(other.keyId).not.toBe(keyId);
    expect(other.hash).toBe(seal(sealed).hash);
  });

  it("writes one text whatever the order of the keys", () => {
    const { chapters, title, code, edition } = content;
    expect(canonical({ chapters, title, code, edition })).toBe(sealed);
    expect(canonical({ b: 1, a: { d: null, c: [2, 1] } })).toBe('{"a":{"c":[2,1],"d":null},"b":1}');
  });
});

describe("a sealed file", () => {
  it("is accepted as it was written, and hands over what was sealed", () => {
    const verified = verifySealedFile(bytesOf(written()), keys);
    expect(verified).toMatchObject({ verdict: "ok", content });
  });

  it("is never accepted with one byte altered, wherever it is", () => {
    const bytes = bytesOf(written());
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Uint8Array.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(verifySealedFile(altered, keys).verdict).not.toBe("ok");
      }),
      { numRuns: 3_000 },
    );
  });

  it("is refused without a fall when its content is as deep as a file may be", () => {
    const deep = `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)},"code":"${content.code}"}`;
    const signed = seal(deep);
    const forged = { ...signed, signature: signed.signature.replace(/^./, "x") };
    const text = writeSealedFile({ code: content.code, sealed: deep, ...forged });
    expect(verifySealedFile(bytesOf(text), keys).verdict).toBe("wrong_signature");
  });

  it("is never accepted cut short, or with something before or after it", () => {
    const text = written();
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(verdictOf(text.slice(0, length))).not.toBe("ok");
      }),
    );
    for (const one of [`${text}\n`, ` ${text}`, `\ufeff${text}`]) {
      expect(verdictOf(one)).not.toBe("ok");
    }
  });

  it("says which way it fails", () => {
    const stranger = sealerOf("another secret of the installation");
    expect(verdictOf(written(stranger))).toBe("unknown_key");
    expect(verdictOf(written().replace("25 personnes", "52 personnes"))).toBe("altered");
    expect(verdictOf("{}")).toBe("not_a_report");
    expect(verdictOf("un texte")).toBe("not_a_report");
    expect(verdictOf(written().slice(0, 100))).toBe("not_a_report");
    expect(verifySealedFile(Uint8Array.of(0xff, 0xfe), keys).verdict).toBe("not_a_report");
    expect(verifySealedFile(new Uint8Array(SEALED_FILE_LIMIT + 1), keys).verdict).toBe("too_big");
  });

  it("is not accepted with the seal of another text, be its hash set right", () => {
    const other = canonical({ ...content, title: "Un autre titre" });
    const { hash } = seal(other);
    const forged = writeSealedFile({ code: content.code, sealed: other, ...seal(sealed), hash });
    expect(verdictOf(forged)).toBe("wrong_signature");
  });

  it("is not accepted under another code than the one that was sealed", () => {
    expect(verdictOf(written(seal, sealed, "coop-2026-002"))).toBe("altered");
  });

  it("is not accepted with a key of one’s own under the name of a known one", () => {
    const stranger = sealerOf("another secret of the installation");
    const forged = writeSealedFile({ code: content.code, sealed, ...stranger(sealed), keyId });
    expect(verdictOf(forged)).toBe("altered");
  });

  it("is not accepted when what was sealed is not written in its one way", () => {
    expect(verdictOf(written(seal, JSON.stringify(content)))).toBe("altered");
    expect(verdictOf(written(seal, "null"))).toBe("altered");
  });
});
