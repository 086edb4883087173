import fc from "fast-check";
import licenceList from "spdx-license-list";
import { describe, expect, it } from "vitest";
import {
  describeLicence,
  licenceStatuses,
  normaliseLicence,
  proposeLicence,
} from "./licence.rules.ts";

const status = (expression: string | null) => describeLicence(expression).status;

describe("describeLicence", () => {
  it.each([
    ["AGPL-3.0-or-later", "free"],
    ["GPL-3.0+", "free"],
    ["MIT", "free"],
    ["CC-BY-SA-4.0", "free"],
    ["CC0-1.0", "free"],
    ["ODbL-1.0", "free"],
    ["etalab-2.0", "free"],
    ["CERN-OHL-S-2.0", "free"],
    ["GPL-2.0-only WITH Classpath-exception-2.0", "free"],
    ["CC-BY-NC-SA-4.0", "non_commercial"],
    ["CC-BY-NC-ND-4.0", "non_commercial"],
    ["CC-BY-ND-4.0", "no_derivatives"],
    ["BUSL-1.1", "source_available"],
    ["LicenseRef-Coopyleft", "reserved"],
    ["PPL", "reserved"],
    ["LicenseRef-Proprietary", "proprietary"],
    ["LicenseRef-MaLicenceLibre", "unknown"],
    ["DocumentRef-x:LicenseRef-Coopyleft", "unknown"],
    ["Licence libre", "unknown"],
    ["constructor", "unknown"],
    ["", "missing"],
    [" ", "missing"],
    [null, "missing"],
  ])("%s is %s", (expression, expected) => {
    expect(status(expression)).toBe(expected);
  });

  it("says what CoopCycle's licence reserves, and to whom", () => {
    expect(describeLicence("LicenseRef-Coopyleft").sentence.fr).toBe(
      "Code ouvert, usage réservé aux coopératives de livreurs.",
    );
    expect(describeLicence(null).sentence.fr).toBe(
      "Licence non renseignée\u202f: tous droits réservés par défaut.",
    );
  });

  it("takes AND as its least free part, OR as its freest", () => {
    expect(status("MIT AND CC-BY-NC-4.0")).toBe("non_commercial");
    expect(status("MIT OR CC-BY-NC-4.0")).toBe("free");
    expect(status("LicenseRef-Coopyleft AND MIT")).toBe("reserved");
    // AND binds tighter than OR.
    expect(status("MIT OR CC0-1.0 AND LicenseRef-X")).toBe("free");
    expect(status("(MIT OR CC0-1.0) AND LicenseRef-X")).toBe("unknown");
    expect(describeLicence("MIT AND CC-BY-NC-4.0").names).toHaveLength(2);
  });

  it("survives what is far too long", () => {
    expect(status(`${"(".repeat(50_000)}MIT${")".repeat(50_000)}`)).toBe("unknown");
  });

  const one = fc.oneof(
    fc.constantFrom(...Object.keys(licenceList)),
    fc.stringMatching(/^LicenseRef-[a-zA-Z0-9.-]{1,12}$/),
    fc.constant("LicenseRef-Coopyleft"),
  );
  const expression = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      one,
      fc
        .tuple(tie("node"), fc.constantFrom("AND", "OR"), tie("node"))
        .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    ),
  })).node;
  const rank = (text: string) => licenceStatuses.indexOf(status(text));

  it("is never freer with AND, never less free with OR, in either order", () => {
    fc.assert(
      fc.property(expression, expression, (a, b) => {
        fc.pre(a.length + b.length < 900);
        expect(rank(`(${a}) AND (${b})`)).toBe(Math.max(rank(a), rank(b)));
        expect(rank(`(${b}) OR (${a})`)).toBe(Math.min(rank(a), rank(b)));
      }),
    );
  });

  it("never shows a LicenseRef as free, whatever its name", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (name) => {
        expect(status(`LicenseRef-${name}`)).not.toBe("free");
      }),
    );
    fc.assert(
      fc.property(one, expression, (licence, other) => {
        fc.pre(licence.startsWith("LicenseRef-"));
        expect(status(`${licence} AND (${other})`)).not.toBe("free");
      }),
    );
  });

  it("always answers, in both languages", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { label, sentence } = describeLicence(text);
        for (const words of [label.fr, label.en, sentence.fr, sentence.en])
          expect(words).not.toBe("");
      }),
    );
  });
});

describe("normaliseLicence", () => {
  it("writes identifiers as SPDX does", () => {
    expect(normaliseLicence("  mit  or agpl-3.0-OR-later ")).toBe("MIT OR AGPL-3.0-or-later");
    expect(normaliseLicence("licenseref-coopyleft")).toBe("LicenseRef-Coopyleft");
    expect(normaliseLicence("Creative Commons BY")).toBeNull();
    expect(normaliseLicence("MIT OR")).toBeNull();
  });

  it("leaves what it wrote alone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(licenceList)), (id) => {
        const once = normaliseLicence(id.toUpperCase());
        if (once !== null) expect(normaliseLicence(once)).toBe(once);
      }),
    );
  });
});

describe("proposeLicence", () => {
  it.each([
    ["GPL v3 ou plus", "GPL-3.0-or-later"],
    ["GNU AGPLv3+", "AGPL-3.0-or-later"],
    ["Licence GPL 2", "GPL-2.0-only"],
    ["LGPL 3.0 ou ultérieure", "LGPL-3.0-or-later"],
    ["CC BY-SA 3.0", "CC-BY-SA-3.0"],
    ["Creative Commons BY NC ND", "CC-BY-NC-ND-4.0"],
    ["Creative Commons Attribution – Partage dans les mêmes conditions 4.0", "CC-BY-SA-4.0"],
    ["CC BY SA 3", "CC-BY-SA-3.0"],
    ["CERN OHL v1.2", "CERN-OHL-1.2"],
    ["CERN-OHL-W v2", "CERN-OHL-W-2.0"],
    ["EUPL v1.1", "EUPL-1.1"],
    ["MPL 1.1", "MPL-1.1"],
    ["LGPL 2.1", "LGPL-2.1-only"],
    ["BSD 2 clauses", "BSD-2-Clause"],
    ["CeCILL-B", "CECILL-B"],
    ["CC 0", "CC0-1.0"],
    ["Licence MIT", "MIT"],
    ["Licence Ouverte (Étalab)", "etalab-2.0"],
    ["Apache 2", "Apache-2.0"],
  ])("reads %s", (typed, proposed) => {
    expect(proposeLicence(typed)).toBe(proposed);
  });

  it.each(["", "tous droits réservés", "GPL v9", "admittance"])(
    "proposes nothing for %j",
    (typed) => {
      expect(proposeLicence(typed)).toBeNull();
    },
  );
});
