import type { verifyFr } from "./verify.fr";

export const verifyEn: typeof verifyFr = {
  title: "Check an impact report",
  footer: "Check a report",
  lead: "An approved impact report is sealed: anybody can check that it has not changed since, and that it comes from here. No account is needed, and nothing that you send is kept.",
  fileTitle: "With the file of the report",
  file: "Sealed file",
  fileHint:
    "The one whose name ends with “.scelle.json”, handed over with the report. {{size}} MB at most.",
  check: "Check this file",
  codeTitle: "With the code of the report",
  code: "Code",
  codeHint: "It is written on its first page, for example cooperative-2026-001.",
  find: "Look for this code",
  missingFile: "Choose the file to check first.",
  missingCode: "Write the code, made of letters without accents, digits and hyphens.",
  errorTitle: "Nothing is checked yet",
  unknownCode:
    "No report approved here has this code. Read it again: it is written on the first page of the report.",
  verdict: {
    ok: {
      title: "This report is authentic",
      text: "The file is, byte for byte, the report that was sealed here. Nothing in it has changed since.",
    },
    altered: {
      title: "This file has been altered",
      text: "It has the shape of a sealed report, but its content is no longer what was sealed. Trust none of its figures: ask the cooperative for the file.",
    },
    unknown_key: {
      title: "This report was not sealed here",
      text: "It is not damaged, but its key is none of those published on this page. Check it where it was made.",
    },
    not_a_report: {
      title: "This file is not a sealed report",
      text: "It is of another kind, or it was cut off on its way. Choose the one whose name ends with “.scelle.json”.",
    },
    wrong_signature: {
      title: "The signature of this file is false",
      text: "It bears the name of a key published here, but that key did not sign it. Trust none of its figures: ask the cooperative for the file.",
    },
    too_big: {
      title: "This file is too big to be a sealed report",
      text: "A sealed report takes {{size}} MB at most. Choose the one whose name ends with “.scelle.json”.",
    },
  },
  codeFound: "A report has this code",
  codeFoundText:
    "It was approved here. Compare its hash with the one written at the end of your copy: if they are the same, it is the same report.",
  facts: {
    report: "Report",
    organisation: "Cooperative",
    code: "Code",
    approvedOn: "Approved on",
    hash: "Hash (SHA-256)",
    signature: "Signature (Ed25519)",
    keyId: "Key",
  },
  whatTitle: "What is checked",
  what: [
    "The hash: a number computed from the whole text of the report. One letter changed makes another one.",
    "The signature: only the installation that approved the report can make it, with a key that it keeps secret. Anybody can check it with the public key below.",
    "This tells where the report comes from and that it has not changed. It does not tell that its figures are right: its part “Méthode et définitions” explains how they are counted.",
  ],
  handTitle: "Check without this site",
  hand: "With OpenSSL 3 and jq, on your machine. Replace “rapport” with the name of your file. The last command answers “Signature Verified Successfully”; compare the key with the one published here too.",
  keysTitle: "Public keys",
  noKey: "No report has been sealed here yet: the first key will be published with it.",
  keysCaption: "Keys that have sealed reports here",
  key: "Key",
  keySince: "Since",
  keyValue: "Public key (base64)",
};
