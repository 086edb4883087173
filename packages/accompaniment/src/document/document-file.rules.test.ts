import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { cleanFileName, examineFile } from "./document-file.rules.ts";

const bytes = (text: string) => strToU8(text);
const png = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1,
  0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54,
]);
const office = (type: string) =>
  zipSync({
    "[Content_Types].xml": bytes(
      `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
    ),
  });
const macros = zipSync({
  "[Content_Types].xml": bytes(
    '<Types><Override PartName="/w.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
  ),
});
const libreOffice = zipSync({
  mimetype: [bytes("application/vnd.oasis.opendocument.text"), { level: 0 }],
  "content.xml": bytes("<office/>"),
});

const typeOf = async (name: string, content: Uint8Array) => {
  const examined = await examineFile(name, content);
  return examined.ok ? examined.contentType : examined.message;
};

describe("a file is what its bytes are", () => {
  it.each([
    ["bail.pdf", bytes("%PDF-1.7\n%âãÏÓ\n"), "application/pdf"],
    ["photo.png", png, "image/png"],
    [
      "photo.JPG",
      new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]),
      "image/jpeg",
    ],
    ["cv.docx", office("wordprocessingml.document"), /wordprocessingml/],
    ["devis.xlsx", office("spreadsheetml.sheet"), /spreadsheetml/],
    ["cv.odt", libreOffice, "application/vnd.oasis.opendocument.text"],
    ["notes.txt", bytes("Élève à l’école\r\n"), "text/plain"],
    ["latin.txt", new Uint8Array([0xc9, 0x6c, 0xe8, 0x76, 0x65]), "text/plain"],
    ["liste.csv", bytes("\ufeffnom;prénom\n"), "text/csv"],
    ["sans-extension", bytes("%PDF-1.4\n"), "application/pdf"],
  ])("%s", async (name, content, expected) => {
    expect(await typeOf(name, content)).toMatch(expected);
  });

  it.each([
    ["a picture that runs scripts", "logo.svg", bytes('<svg xmlns="x"><script/></svg>')],
    ["a picture called otherwise", "logo.txt", bytes('\ufeff\n<svg xmlns="x"/>')],
    ["a drawing in XML", "logo.txt", bytes('<?xml version="1.0"?><svg/>')],
    ["a page", "page.html", bytes("<!doctype html><p>bonjour")],
    ["a page called otherwise", "page.txt", bytes("  <HTML><script>1</script>")],
    ["a programme", "outil.txt", new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0])],
    ["an archive", "tout.zip", zipSync({ "a.txt": bytes("a") })],
    ["bytes of nothing known", "rien.bin", new Uint8Array([1, 2, 3, 4])],
  ])("refuses %s, and says what is accepted", async (_what, name, content) => {
    expect(await typeOf(name, content)).toContain("n’est pas accepté");
  });

  it("refuses an empty file", async () => {
    expect(await typeOf("vide.pdf", new Uint8Array())).toBe("Ce fichier est vide.");
  });

  it.each([
    ["photo.pdf", png, ".png"],
    ["contrat.docx", bytes("%PDF-1.7\n"), ".pdf"],
    ["contrat.pdf", office("wordprocessingml.document"), ".docx"],
    ["script.js", bytes("alert(1)"), ".txt"],
    ["facture.pdf.exe", bytes("%PDF-1.7\n"), ".pdf"],
  ])("says that %s is called otherwise than it is", async (name, content, real) => {
    const said = await typeOf(name, content);
    expect(said).toContain(`.${name.split(".").at(-1)}`);
    expect(said).toContain(real);
  });

  it("says how to save a document with macros, or of an old format", async () => {
    expect(await typeOf("cv.docm", macros)).toContain("macros");
    const old = new Uint8Array(1024);
    old.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await typeOf("cv.doc", old)).toContain("ancien format");
  });

  it("is not slowed down by an archive made to swell", async () => {
    const bomb = zipSync({ "[Content_Types].xml": new Uint8Array(60_000_000) });
    const begun = Date.now();
    expect(await typeOf("cv.docx", bomb)).toContain("n’est pas accepté");
    expect(Date.now() - begun).toBeLessThan(2_000);
  });
});

describe("a name", () => {
  it.each([
    ["../../etc/passwd", "pdf", "-..-etc-passwd.pdf"],
    ["Bail signé.pdf", "pdf", "Bail signé.pdf"],
    ["Bail signe\u0301.PDF", "pdf", "Bail signé.pdf"],
    ["photo\u202egpj.exe", "png", "photogpj.exe.png"],
    ["a\u0000b\r\nc\u200b.txt", "txt", "abc.txt"],
    ['"><img src=x>', "pdf", "---img src=x-.pdf"],
    ["   ", "pdf", "document.pdf"],
    ["...", "pdf", "document.pdf"],
    [".pdf", "pdf", "document.pdf"],
  ])("%j becomes one that any machine accepts", (name, extension, clean) => {
    expect(cleanFileName(name, extension)).toBe(clean);
  });

  it("is cut before its extension, between two characters", () => {
    const long = cleanFileName(`${"é👩🏽‍🌾".repeat(200)}.pdf`, "pdf");
    expect(long).toMatch(/\.pdf$/);
    expect([...long].length).toBeLessThanOrEqual(150);
    expect(Buffer.from(long).toString()).toBe(long);
  });

  it("chosen here keeps the extension of the file", async () => {
    expect(await examineFile("IMG_2034.PNG", png, "Pièce d’identité")).toMatchObject({
      name: "Pièce d’identité.png",
    });
  });
});
