import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { announceDocument, attachDocument } from "@essaim/accompaniment/document/document.commands";
import { examineFile } from "@essaim/accompaniment/document/document-file.rules";
import { listValues } from "@essaim/accompaniment/list/value-list.queries";
import { recordNotice } from "@essaim/accompaniment/privacy/privacy-notice.commands";
import { setRetention } from "@essaim/accompaniment/privacy/retention.commands";
import { getPrivacyBoard } from "@essaim/accompaniment/privacy/retention.queries";
import type { FileStorage } from "@essaim/web/storage";
import PDFDocument from "pdfkit";
import { onDay } from "./day.ts";
import { type DocumentSeed, documents } from "./documents.ts";
import { fr } from "./french.ts";
import { manager, type PersonaName, personas } from "./personas.ts";
import { coachOf, type Ids, idOf, type Story, saved } from "./tell.ts";

/** Nobody has told them yet: the page of the organisation says so. */
const notInformed: readonly PersonaName[] = [
  "newcomerWithoutCommune",
  "cleanerByApplication",
  "translatorByApplication",
];

/** As the CNIL recommends. Those who left did so since: the first files go a month later. */
export const RETENTION_MONTHS = 24;

/** How long files are kept, whom one writes to about one's data, and who was told of it: nearly everybody, the day that they came. */
export async function addPrivacy(story: Story, workerIds: Ids): Promise<void> {
  const { execute, today } = story;
  const { settings } = await execute(story.manager, getPrivacyBoard, { day: today, page: 1 });
  const contact = {
    version: settings.version,
    retentionMonths: RETENTION_MONTHS,
    privacyContact: fr`Hélène Wattel, ${manager.email}, 12, rue des Sarrazins, 59000 Lille`,
    // The command refuses it if the next night would erase anybody.
    agreed: undefined,
  };
  saved(await execute(story.manager, setRetention, contact), "how long files are kept");
  for (const name of Object.keys(personas) as PersonaName[]) {
    if (notInformed.includes(name)) continue;
    const { supportedFrom, coach } = personas[name]({}, today);
    const notice = {
      workerId: idOf(workerIds, name),
      givenOn: supportedFrom,
      channel: "in_person" as const,
      legalBasis: "contract" as const,
    };
    saved(await execute(coachOf(story, coach), recordNotice, notice), `Notice of ${name}`);
  }
}

/** Documents of a few people, made here: what they say is all that they are. */
export async function addDocuments(
  story: Story,
  workerIds: Ids,
  storage: FileStorage,
): Promise<void> {
  const { execute, today } = story;
  const lists = await execute(story.manager, listValues, { keys: ["document_kind"] });
  const kindIds = new Map(lists.document_kind.map(({ id, code }) => [code ?? "", id]));
  for (const seed of documents) {
    const coach = coachOf(story, personas[seed.worker]().coach);
    const bytes = await draw(seed);
    // As any file that is sent: its name and its type are those that the house finds.
    const examined = saved(await examineFile(seed.name, bytes), seed.name);
    const file = {
      workerId: idOf(workerIds, seed.worker),
      sha256: createHash("sha256").update(bytes).digest("hex"),
    };
    const { key } = saved(await execute(coach, announceDocument, file), seed.name);
    await storage.put(key, bytes);
    const record = {
      ...file,
      storageKey: key,
      kindId: idOf(kindIds, seed.kind),
      datedOn: onDay(today, seed.datedOn),
      name: examined.name,
      contentType: examined.contentType,
      sizeBytes: bytes.length,
    };
    saved(await execute(coach, attachDocument, record), seed.name);
  }
}

/** One page. */
async function draw({ title, paragraphs }: DocumentSeed): Promise<Uint8Array> {
  const page = new PDFDocument({
    size: "A4",
    margin: 72,
    lang: "fr-FR",
    info: { Title: title, Creator: "Essaim" },
  });
  const bytes = buffer(page);
  page.font("Helvetica-Bold").fontSize(18).text(inWindows1252(title)).moveDown();
  page.font("Helvetica").fontSize(11);
  for (const paragraph of paragraphs) page.text(inWindows1252(paragraph)).moveDown();
  page.fillColor("#5e5648").text(inWindows1252(fr`Exemple fait pour la démonstration d'Essaim.`));
  page.end();
  return await bytes;
}

/** The fonts that every reader of PDF has know no narrow no-break space. */
const inWindows1252 = (text: string) => text.replaceAll("\u202f", "\u00a0");
