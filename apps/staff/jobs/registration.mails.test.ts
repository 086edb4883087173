import { expect, test } from "vitest";
import { changeMail, confirmationMail } from "./registration.mails.ts";

const session = {
  organisationName: "Ruche",
  title: "Découvrir",
  heldOn: "2026-05-01",
  startTime: "10:00",
  durationMinutes: 90,
  place: "office" as const,
  placeDetail: "12 rue de Paris",
  isCancelled: false,
};
const zoe = (language: "fr" | "en") => ({ givenName: "Zoé", email: "zoe@example.org", language });

test("a registration is confirmed in the language in which it was made", () => {
  const french = confirmationMail(zoe("fr"), session, "https://x/lien");
  expect(french.subject).toBe("Votre inscription\u202f: Découvrir");
  expect(french.text).toContain("Dans nos bureaux, 12 rue de Paris");
  const english = confirmationMail(zoe("en"), session, "https://x/link");
  expect(english.subject).toBe("Your registration: Découvrir");
  expect(english.text).toContain("On 1\u00a0May\u00a02026 at 10:00 (1\u00a0h\u00a030)");
  expect(english.text).toContain("At the cooperative’s office, 12 rue de Paris");
  expect(english.text).toContain("https://x/link");
  expect(english.text).not.toMatch(/Bonjour|inscri|bureaux/);
});

test("so is a change", () => {
  expect(changeMail(zoe("fr"), session).subject).toBe("Changement\u202f: Découvrir");
  expect(changeMail(zoe("en"), session).text).toContain("has changed");
  const cancelled = changeMail(zoe("en"), { ...session, isCancelled: true });
  expect(cancelled.subject).toBe("Cancelled: Découvrir");
  expect(cancelled.text).not.toMatch(/Bonjour|rencontre|annul/);
});
