import type { WorkerRecord } from "@essaim/accompaniment/worker/worker.queries";
import { workerSchema } from "@essaim/accompaniment/worker/worker.schema";
import { expect, test } from "vitest";
import {
  answersByHand,
  inCommune,
  neighbourhoodOptions,
  optionsNear,
} from "./neighbourhood-options";
import { asTyped, differingFields } from "./worker-versions";

const lille = { code: "59350", name: "Lille", departmentCode: "59" };
const loos = { code: "59360", name: "Loos", departmentCode: "59" };
const south = { code: "QN05972M", name: "Secteur Sud", communes: [lille, loos] };
const coach = { id: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f60", name: "Samia Bellil" };
const names = { coaches: [coach], neighbourhoods: [south] };

const saved: WorkerRecord = {
  id: "0190f8b2-7a5e-7c3a-8f4e-1b2c3d4e5f61",
  version: 2,
  givenName: "Léa",
  familyName: "Martin",
  kind: "both",
  birthOn: null,
  birthYear: null,
  email: null,
  phone: "0612345678",
  addressLine: null,
  postcode: null,
  communeCode: "59350",
  communeName: "Lille",
  departmentCode: "59",
  residence: "priority",
  residenceSource: "hand",
  neighbourhoodCode: "QN05972M",
  neighbourhoodName: "Secteur Sud",
  supportedFrom: "2026-01-12",
  supportedUntil: null,
  coachId: coach.id,
  coachName: coach.name,
  resources: [],
  isAnonymised: false,
  updatedAt: new Date(),
  updatedByName: null,
};

const typed = {
  givenName: "Léa",
  familyName: "Martin",
  kind: "both",
  phone: "+33 6 12 34 56 78",
  commune: "lille",
  neighbourhood: "QN05972M@59350",
  supportedFrom: "2026-01-12",
  coachId: coach.id,
};

test("a record sent back as it was differs in nothing, however its commune is written", () => {
  const differs = (change: object) =>
    differingFields(workerSchema.parse({ ...typed, ...change }), asTyped(saved), names);
  expect(differs({})).toEqual([]);
  expect(differs({ commune: undefined })).toEqual([]);
});

test("what the address answered is sent back as the address's", () => {
  const typedOf = (residenceSource: WorkerRecord["residenceSource"]) =>
    asTyped({ ...saved, residenceSource }).neighbourhood;
  expect(typedOf("address")).toBe("auto");
  expect(typedOf(null)).toBe("auto");
  expect(typedOf("import")).toBe("QN05972M@59350");
});

test("the fields that differ are told in words", () => {
  const mine = workerSchema.parse({ ...typed, neighbourhood: "outside", coachId: undefined });
  expect(differingFields(mine, asTyped(saved), names)).toEqual([
    { label: "Quartier", mine: "Hors quartier prioritaire", theirs: "Secteur Sud" },
    { label: "Accompagnement par", mine: "", theirs: "Samia Bellil" },
  ]);
});

test("a neighbourhood that spans communes is under each, after the answers that name none", () => {
  const option = (code: string, name: string) => ({
    value: `QN05972M@${code}`,
    label: `Secteur Sud, ${name}`,
  });
  expect(neighbourhoodOptions([south])).toEqual([
    { value: "auto", label: "D’après l’adresse" },
    { value: "outside", label: "Hors quartier prioritaire" },
    { value: "unknown", label: "Non localisé" },
    { label: "Lille (59)", options: [option("59350", "Lille")] },
    { label: "Loos (59)", options: [option("59360", "Loos")] },
  ]);
});

test("a neighbourhood no longer in force stays in the list of whoever lives there", () => {
  const former = { code: "QP059001", name: "Ancien", communes: [lille] };
  expect(neighbourhoodOptions([south], former)).toContainEqual({
    label: "Lille (59)",
    options: [
      { value: "QN05972M@59350", label: "Secteur Sud, Lille" },
      { value: "QP059001@59350", label: "Ancien, Lille" },
    ],
  });
});

test("the list keeps to the commune typed, and to what is chosen", () => {
  const epeule = {
    code: "QN05999M",
    name: "Épeule",
    communes: [{ code: "59512", name: "Roubaix", departmentCode: "59" }],
  };
  const options = neighbourhoodOptions([south, epeule]);
  const groups = (commune: string, chosen = "auto") =>
    optionsNear(options, commune, chosen).flatMap((one) => ("options" in one ? [one.label] : []));
  expect(groups("roubaix")).toEqual(["Roubaix (59)"]);
  expect(groups("Roubaix (59)", "QN05972M@59360")).toEqual(["Loos (59)", "Roubaix (59)"]);
  expect(groups("Arras")).toEqual(["Lille (59)", "Loos (59)", "Roubaix (59)"]);
});

test("an answer by hand is offered under the commune of the file alone", () => {
  const offered = (communeCode: string | null) =>
    answersByHand(inCommune([south], communeCode)).flatMap((one) =>
      "options" in one ? one.options.map(({ value }) => value) : [one.value],
    );
  expect(offered("59360")).toEqual(["outside", "unknown", "QN05972M@59360"]);
  expect(offered("59512")).toEqual(["outside", "unknown"]);
  expect(offered(null)).toEqual(["outside", "unknown", "QN05972M@59350", "QN05972M@59360"]);
});
