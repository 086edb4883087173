import { row } from "./database.ts";
import { createGrant, versionOf } from "./records.ts";
import { expect, visitorAs } from "./session.ts";
import type { Fields } from "./visitor.ts";
import { mainText, uniqueId, uniqueWord } from "./words.ts";

/** The forms of a grant's life, right and complete, for a grant of 2015. */
export const lifeForms = {
  application: (): Fields => ({
    ...{ submissionId: uniqueId(), version: "1" },
    ...{ askedCents: "14 000", appliedOn: "2014-09-01" },
  }),
  decision: (): Fields => ({
    ...{ submissionId: uniqueId(), version: "1", answer: "yes" },
    ...{ amountCents: "12 000", decidedOn: "2014-11-01", decisionNote: "" },
  }),
  agreement: (): Fields => ({
    ...{ submissionId: uniqueId(), version: "1", reference: uniqueWord() },
    ...{ signedOn: "2014-12-01", conditions: "", inKindCents: "", raeReference: "" },
  }),
  closing: (): Fields => ({ submissionId: uniqueId(), version: "1", closedOn: "2016-06-30" }),
  step: (): Fields => ({ submissionId: uniqueId(), version: "1" }),
  amendment: (): Fields => ({
    ...{ submissionId: uniqueId(), version: "1", signedOn: "2015-03-01", reference: "" },
    ...{ amountCents: "13 000", endsOn: "2015-12-31", reason: uniqueWord() },
  }),
  instalment: (label: string): Fields => ({
    ...{ submissionId: uniqueId(), label, expectedOn: "2015-02-01" },
    ...{ amountCents: "6 000", condition: "" },
  }),
  release: (cutOffOn: string): Fields => ({ submissionId: uniqueId(), cutOffOn }),
  receipt: (reference: string): Fields => ({
    ...{ submissionId: uniqueId(), receivedOn: "2015-02-03", amountCents: "6 000" },
    ...{ instalmentId: "", reference },
  }),
};

/** A grant that is awarded, amended, paid in part, with a paper. */
export async function createGrantLife() {
  const grant = await createGrant({ status: "awarded", amountCents: "12 000" });
  const manager = await visitorAs("manager");
  const send = async (path: string, form: Fields) => {
    const answer = await manager.post(`${grant.path}/${path}`, form);
    expect(answer.status, mainText(answer.text)).toBe(302);
  };
  const version = await versionOf("funding_grant", grant.id);
  await send("avenants/nouveau", { ...lifeForms.amendment(), version });
  await send("versements/nouveau", lifeForms.instalment("Acompte"));
  await send("encaissements/nouveau", lifeForms.receipt(uniqueWord()));
  const name = `convention-${uniqueWord().toLowerCase()}.txt`;
  const file = new File([`Convention ${name}.`], name, { type: "text/plain" });
  const fields = { submissionId: uniqueId(), fileId: uniqueId(), kind: "agreement" };
  const sent = await manager.upload(`${grant.path}/pieces`, fields, file);
  expect(sent.status, mainText(sent.text)).toBe(302);
  await send("arretes/nouveau", lifeForms.release("2015-01-31"));
  const idOf = async (table: string) =>
    (await row<{ id: string }>(`select id from ${table} where grant_id = $1`, [grant.id])).id;
  return {
    awarded: grant,
    amendmentId: await idOf("grant_amendment"),
    instalmentId: await idOf("instalment"),
    receiptId: await idOf("receipt"),
    grantFileId: await idOf("funding_file"),
    releaseId: await idOf("figure_release"),
  };
}
