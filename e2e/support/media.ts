import { expect } from "@playwright/test";
import { row } from "./database.ts";
import { send } from "./records.ts";
import { visitorAs } from "./session.ts";
import { mainText, uniqueId, uniqueWord } from "./words.ts";

/** Two cues, in order. */
export const goodSubtitles = `WEBVTT

00:00:01.000 --> 00:00:04.000
<v Nadia>On commence par les patins.

00:00:09.000 --> 00:00:12.000
<v Nadia>Puis on retend le câble.
`;

/** A piece of the demonstration's cooperative with somebody whose consent is signed, subtitles, and a series. */
export async function createPiece() {
  const title = `Émission ${uniqueWord()}`;
  const form = { submissionId: uniqueId(), kind: "video", title };
  const pieceId = idIn(await send("editor", "/media/nouveau", form));
  const path = `/media/${pieceId}`;
  await send("editor", `${path}/personnes`, {
    ...{ submissionId: uniqueId(), name: `Nadia ${uniqueWord()}` },
    ...{ role: "filmed", consentNeeded: "true" },
  });
  const { id: creditId } = await row<{ id: string }>(
    "select id from piece_credit where piece_id = $1",
    [pieceId],
  );
  const editor = await visitorAs("editor");
  const consent = { submissionId: uniqueId(), fileId: uniqueId(), step: "sign" };
  const signed = await editor.upload(
    `${path}/personnes/${creditId}`,
    { ...consent, signedOn: "2026-02-01", keptWhere: "" },
    new File([`Accord ${uniqueWord()}.`], "accord.txt", { type: "text/plain" }),
  );
  expect(signed.status, mainText(signed.text)).toBe(302);
  const added = await editor.upload(
    `${path}/sous-titres`,
    { submissionId: uniqueId(), step: "add", language: "fr" },
    new File([goodSubtitles], "freins.vtt", { type: "text/vtt" }),
  );
  expect(added.status, mainText(added.text)).toBe(302);
  const seriesTitle = `Série ${uniqueWord()}`;
  await send("editor", "/media/series", { submissionId: uniqueId(), title: seriesTitle });
  const { id: seriesId } = await row<{ id: string }>(
    "select id from piece_series where title = $1",
    [seriesTitle],
  );
  return { pieceId, creditId, seriesId };
}

const idIn = (location: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location)?.[0] ?? "";

/** The form of a piece, right and complete. */
export const pieceForm = () => ({
  submissionId: uniqueId(),
  title: `Émission ${uniqueWord()}`,
  language: "fr",
  licenceExpression: "CC-BY-SA-4.0",
});
