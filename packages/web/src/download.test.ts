import { expect, it } from "vitest";
import { download } from "./download.ts";

const header = (name: string) =>
  download({ name, contentType: "application/pdf", body: "" }).headers.get("content-disposition");

it("hands a file over to keep, under its name, whatever it holds", () => {
  expect(header("cv.pdf")).toBe('attachment; filename="cv.pdf"');
  expect(header("Été « 1 ».pdf")).toBe(
    "attachment; filename=\"Ete  1 .pdf\"; filename*=UTF-8''%C3%89t%C3%A9%20%C2%AB%201%20%C2%BB.pdf",
  );
  expect(header('a";\r\nx: y.pdf')).not.toMatch(/[\r\n]/);
});

it("lets it run nothing", () => {
  const { headers } = download({ name: "a", contentType: "text/plain", body: "x", size: 1 });
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(headers.get("content-length")).toBe("1");
});
