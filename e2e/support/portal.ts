import { row } from "./database.ts";
import { expect, visitorAs } from "./session.ts";
import { mainText, uniqueId, uniqueWord } from "./words.ts";

const nothing = { plannedCents: 0, realisedCents: 0 };

/** What a financial report said when it was sent, and one expense that it counted. */
const frozen = {
  edition: 1,
  officialForm: null,
  frozenAt: "2016-01-15T10:00:00.000Z",
  header: {
    organisationName: "Optéos",
    legalName: "",
    siret: null,
    funderName: "Financeur",
    grantTitle: "Financement",
    grantReference: "",
    grantStartsOn: "2015-01-01",
    grantEndsOn: "2015-12-31",
    programmeName: "Programme",
  },
  answers: {},
  figures: {
    ...{ planTitle: null, rows: [], lines: [], expenseCount: 0 },
    ...{ charges: nothing, products: nothing, inKindCharges: nothing, inKindProducts: nothing },
    ...{ awardedCents: 0, receivedCents: 0, undividedCents: 0 },
  },
  counted: [{ expenseId: "0199a8b0-7a11-7cc0-8000-0000000000ff" }],
};

/** What the funder of an awarded grant is handed: a sealed impact report, and a financial report that was sent. */
export async function createHandedOver(
  grantId: string,
  organisationId: string,
  releasedOn: string,
) {
  const manager = await visitorAs("manager");
  const made = await manager.post("/rapports/nouveau", {
    ...{ submissionId: uniqueId(), title: `Rapport ${uniqueWord()}`, grantId },
    ...{ cutOffOn: releasedOn, kinds: ["figures", "people", "money"] },
  });
  expect(made.status, mainText(made.text)).toBe(302);
  const sealedReportId = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(made.location ?? "")?.[0] ?? "";
  const approved = await manager.post(`/rapports/${sealedReportId}/approuver`, {
    ...{ submissionId: uniqueId(), version: "1", isRead: "on" },
  });
  expect(approved.status, mainText(approved.text)).toBe(302);
  const { id: sentReportId } = await row<{ id: string }>(
    `insert into grant_report (organisation_id, grant_id, form, stage, label, covers_from, covers_to, due_on, sent_on, frozen)
      values ($1, $2, 'free', 'final', $3, '2015-01-01', '2015-12-31', '2016-06-30', '2016-01-15', $4) returning id`,
    [organisationId, grantId, `Bilan ${uniqueWord()}`, JSON.stringify(frozen)],
  );
  return { sealedReportId, sentReportId };
}
