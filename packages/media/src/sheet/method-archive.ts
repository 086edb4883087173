import { today } from "@essaim/database/today";
import { exported, type Origin } from "../wiki/export.ts";
import { licenceNamed } from "./licence-names.ts";
import type { Method, MethodSheet } from "./method.queries.ts";

/** A file of the archive: its words, or where its bytes are asked for. */
export type ArchiveEntry = { name: string; text: string } | { name: string; fileId: string };

type AddressOf = Origin["addressOf"];

/** The sentence that whoever takes a method over owes to those who wrote it. */
export function attributionOf({ organisation, sheets }: Method, addressOf: AddressOf): string {
  const [first] = sheets;
  const { url } = licenceNamed(first.licenceExpression);
  return `«\u202f${first.title}\u202f», ${organisation.name}, ${addressOf(first.path)}, sous licence ${first.licenceExpression} (${url}).`;
}

/** Who is owed a mention besides, sheet by sheet and file by file. */
export function otherCredits({ sheets }: Method): string[] {
  return sheets.flatMap((sheet) => [
    ...(sheet.source
      ? [
          `«\u202f${sheet.title}\u202f»\u202f: d’après une page de wiki${sheet.source.authors && ` écrite par ${sheet.source.authors}`}${sheet.source.pageUrl ? `, ${sheet.source.pageUrl}` : ""}.`,
        ]
      : []),
    ...sheet.files
      .filter(({ attribution }) => attribution !== "")
      .map(({ name, attribution }) => `${name}\u202f: ${attribution}`),
  ]);
}

/** The address of the archive says the same for the same content, and its files keep their names. */
export const archiveName = ({ sheets }: Method) => `methode-${lastWord(sheets[0].path)}.zip`;

const lastWord = (path: string) => path.split("/").at(-1) ?? path;

/** Where a sheet is in the archive, without an extension: as in the tree, from the method down. */
function placeIn(method: Method) {
  const [root] = method.sheets;
  const name = lastWord(root.path);
  return (sheet: Pick<MethodSheet, "path">) => name + sheet.path.slice(root.path.length);
}

/** Names of the files that a sheet carries, in the archive. */
const fileIn = (place: string, name: string) => `fichiers/${place}/${name}`;

/**
 * A method as files to keep: who wrote it, from where and under which licence; each sheet in Markdown and as a page that
 * stands by itself, whose links lead to the files beside it; and the files that they carry.
 */
export function archiveOf(method: Method, addressOf: AddressOf): ArchiveEntry[] {
  const { organisation, sheets } = method;
  const place = placeIn(method);
  const origin = { organisation: organisation.name, addressOf };
  const texts = sheets.flatMap((sheet) =>
    (["markdown", "html"] as const).map((format) => {
      const extension = format === "markdown" ? "md" : "html";
      const linkIn = (text: string) =>
        withInnerLinks(text, { method, from: sheet, extension, addressOf });
      const text = exported(sheet, format, { ...origin, linkIn });
      return { name: `${place(sheet)}.${extension}`, text };
    }),
  );
  const files = sheets.flatMap((sheet) =>
    sheet.files.map(({ id, name }) => ({ name: fileIn(place(sheet), name), fileId: id })),
  );
  return [
    { name: "LISEZMOI.md", text: readMe(method, addressOf) },
    { name: "LICENSE.txt", text: licences(method, addressOf) },
    ...texts,
    ...files,
  ];
}

/** Links to a sheet of the method lead to its file, from the folder of the one that holds them. */
function withInnerLinks(
  text: string,
  {
    method,
    from,
    extension,
    addressOf,
  }: { method: Method; from: MethodSheet; extension: string; addressOf: AddressOf },
): string {
  const place = placeIn(method);
  const up = "../".repeat(place(from).split("/").length - 1);
  return method.sheets.reduce(
    (said, sheet) =>
      said.replaceAll(`](${addressOf(sheet.path)})`, `](${up}${place(sheet)}.${extension})`),
    text,
  );
}

function readMe(method: Method, addressOf: AddressOf): string {
  const { organisation, sheets, changedAt } = method;
  const [first] = sheets;
  const place = placeIn(method);
  const credits = otherCredits(method);
  const lines = sheets.flatMap((sheet) => [
    `${"  ".repeat(sheet.depth - first.depth)}- [${sheet.title}](${place(sheet)}.md) (version ${sheet.number}, ${sheet.licenceExpression})`,
    ...sheet.files.map(
      ({ name, licenceExpression }) =>
        `${"  ".repeat(sheet.depth - first.depth + 1)}- [${name}](<${fileIn(place(sheet), name)}>) (${licenceExpression})`,
    ),
  ]);
  return `# ${first.title}

Une méthode de ${organisation.name}, à reprendre, à adapter et à partager.

- Source\u202f: ${addressOf(first.path)}
- Version ${first.number}, dernier changement publié le ${today(changedAt)}

## Ce qu’il y a dedans

Chaque fiche est là deux fois\u202f: en Markdown (.md), pour la modifier, et en page (.html), pour la lire sans réseau.

${lines.join("\n")}

## Ce qu’il faut dire en la reprenant

> ${attributionOf(method, addressOf)}
${credits.length > 0 ? `\nEt aussi\u202f:\n\n${credits.map((one) => `- ${one}`).join("\n")}\n` : ""}
Si vous la modifiez, dites-le à côté de cette phrase. Les licences sont dans LICENSE.txt.
`;
}

function licences(method: Method, addressOf: AddressOf): string {
  const { sheets } = method;
  const place = placeIn(method);
  const covered = new Map<string, string[]>();
  const cover = (licence: string, name: string) =>
    covered.set(licence, [...(covered.get(licence) ?? []), name]);
  for (const sheet of sheets) {
    cover(sheet.licenceExpression, `${place(sheet)}.md, ${place(sheet)}.html`);
    for (const file of sheet.files) cover(file.licenceExpression, fileIn(place(sheet), file.name));
  }
  const parts = [...covered].map(([expression, names]) => {
    const { name, url } = licenceNamed(expression);
    return `${expression}\n${name}\n${url}\n\n${names.map((one) => `  ${one}`).join("\n")}`;
  });
  return `${attributionOf(method, addressOf)}\n\n${parts.join("\n\n")}\n`;
}
