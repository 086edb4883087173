import { text } from "node:stream/consumers";
import type { WorkerRow } from "@essaim/accompaniment/worker/worker-list.queries";
import {
  cellOf,
  hasMark,
  isMarked,
  markLabels,
} from "@essaim/accompaniment/worker/worker-list-cell.rules";
import {
  columnKeys,
  listColumnsByKey,
} from "@essaim/accompaniment/worker/worker-list-columns.schema";
import { csvFile } from "@essaim/accompaniment/worker/worker-list-file";
import { formatDate } from "@essaim/ui/format";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Said } from "./worker-cell";

const day = "2026-11-24";
const nobody: WorkerRow = {
  id: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60",
  givenName: "Ana",
  familyName: "Pereira",
  kind: "both",
  residence: "unknown",
  communeName: null,
  departmentCode: null,
  neighbourhoodName: null,
  coachName: null,
  phone: null,
  email: null,
  birthOn: null,
  birthYear: null,
  supportedFrom: "2026-11-02",
  supportedUntil: null,
  stage: null,
  lastMeetingOn: null,
  contractEndsOn: null,
  nextStep: null,
  nextStepOn: null,
  toReview: false,
  values: {},
  resources: [],
};
const lille = { communeName: "Lille", departmentCode: "59" };
const north = { residence: "priority", neighbourhoodName: "Secteur Nord Est" } as const;
const people: [string, WorkerRow][] = [
  ["of whom nothing is known", nobody],
  ["in a neighbourhood", { ...nobody, ...lille, ...north, birthYear: 1985 }],
  ["outside of the neighbourhoods", { ...nobody, ...lille, residence: "outside" }],
  ["who only says that they live outside", { ...nobody, residence: "outside" }],
  ["whose commune alone is known", { ...nobody, ...lille }],
  [
    "of whom much is known",
    {
      ...nobody,
      ...lille,
      ...north,
      kind: "platform_worker",
      coachName: "Camille Vasseur",
      phone: "0612345678",
      email: "ana@exemple.fr",
      birthOn: "1985-03-12",
      birthYear: 1985,
      supportedUntil: "2026-11-23",
      stage: "cape_renewal",
      lastMeetingOn: "2026-03-03",
      contractEndsOn: "2026-05-01",
      nextStep: "Rencontrer les restaurateurs",
      nextStepOn: "2026-12-01",
      toReview: true,
      values: { gender: ["Femme"], skill: ["Vélo", "Cuisine"], language: ["Turc", "Français"] },
      resources: ["CoopCycle", "Dolibarr"],
    },
  ],
];

/** What the list shows of a column, its lines joined by commas. */
function shown(worker: WorkerRow, key: (typeof columnKeys)[number]): string {
  const drawn = renderToStaticMarkup(createElement(Said, { cell: cellOf(worker, key) }));
  return drawn
    .replace(/<span class="block/g, ", $&")
    .replace(/<[^>]+>/g, "")
    .replace(/\u00a0/g, " ");
}

/** The same, as the list writes days and telephones. */
function asShown(written: string): string {
  const [, date, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(written) ?? [];
  const read = date ? formatDate(`${year}-${month}-${date}`) : written;
  return read
    .replace(/^(\d\d\.){4}\d\d$/, (phone) => phone.replace(/\./g, " "))
    .replace(/\u00a0/g, " ");
}

test.each(people)(
  "the file holds what the list shows of somebody %s, column by column",
  async (_, worker) => {
    async function* batch() {
      yield [worker];
    }
    const file = await text(csvFile(columnKeys, day, batch()));
    // None of these people says anything that a CSV would put between quotes.
    const [headers = [], cells = []] = file.split("\r\n").map((line) => line.split(";"));
    const written = Object.fromEntries(headers.map((header, at) => [header, cells[at]]));
    for (const key of columnKeys) {
      const { header } = listColumnsByKey[key];
      const inFile = asShown(written[header] ?? "");
      // Besides, the file says what the list leaves to be understood: that a commune’s home is not in a neighbourhood.
      const expected =
        key === "home" && worker.residence === "outside" && worker.communeName
          ? `${shown(worker, key)}, hors quartier prioritaire`
          : shown(worker, key);
      expect([header, inFile]).toEqual([header, expected]);
      if (isMarked(key, columnKeys)) {
        const mark = hasMark(worker, key, day) ? "Oui" : "";
        expect([header, written[markLabels[key]]]).toEqual([header, mark]);
      }
    }
  },
);

test("a support that has ended is marked only where no stage says it", async () => {
  const ended = { ...nobody, supportedUntil: "2026-11-23" };
  async function* batch() {
    yield [ended];
  }
  expect(await text(csvFile(["start"], day, batch()))).toBe(
    "Nom;Prénom;Début;Terminé\r\nPereira;Ana;02/11/2026;Oui\r\n",
  );
  expect(isMarked("start", ["stage", "start"])).toBe(false);
});
