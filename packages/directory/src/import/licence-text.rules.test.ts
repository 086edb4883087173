import fc from "fast-check";
import licenceList from "spdx-license-list";
import { describe, expect, it } from "vitest";
import { describeLicence } from "../licence.rules.ts";
import { readLicenceText } from "./licence-text.rules.ts";

describe("readLicenceText", () => {
  it.each([
    ["AGPL-3.0-or-later", "AGPL-3.0-or-later", "written"],
    ["apache-2.0", "Apache-2.0", "rewritten"],
    ["GPL-3.0", "GPL-3.0-only", "rewritten"],
    ["GPL-2.0+ or mit", "GPL-2.0-or-later OR MIT", "rewritten"],
    ["GNU GPLv3", "GPL-3.0-only", "rewritten"],
    ["AGPLv3+", "AGPL-3.0-or-later", "rewritten"],
    ["GNU General Public License version 2 or any later version", "GPL-2.0-or-later", "rewritten"],
    ["LGPL 2.1", "LGPL-2.1-only", "rewritten"],
    ["CERN OHL v1.2", "CERN-OHL-1.2", "rewritten"],
    ["CERN-OHL-W v2", "CERN-OHL-W-2.0", "rewritten"],
    ["CERN OHL", "CERN-OHL-S-2.0", "assumed"],
    ["CERN Open Hardware Licence Version 2 - Permissive", "CERN-OHL-P-2.0", "rewritten"],
    [
      "Creative Commons Attribution-ShareAlike 4.0 International License",
      "CC-BY-SA-4.0",
      "rewritten",
    ],
    ["BY-SA 4.0", "CC-BY-SA-4.0", "rewritten"],
    ["CC-BY-SA 4.0", "CC-BY-SA-4.0", "rewritten"],
    ["CC BY-SA", "CC-BY-SA-4.0", "assumed"],
    ["CC-BY-NC", "CC-BY-NC-4.0", "assumed"],
    ["http://creativecommons.org/licenses/by-nc-sa/3.0/", "CC-BY-NC-SA-3.0", "rewritten"],
    ["https://opensource.org/licenses/MIT", "MIT", "rewritten"],
    ["European Union Public Licence 1.1", "EUPL-1.1", "rewritten"],
    ["MPL 1.1", "MPL-1.1", "rewritten"],
    ["Licence Ouverte / Open Licence 2.0", "etalab-2.0", "rewritten"],
    ["MIT/Apache-2.0", "MIT OR Apache-2.0", "rewritten"],
    ["Code: AGPL-3.0; docs: CC-BY-SA-4.0", "AGPL-3.0-only AND CC-BY-SA-4.0", "rewritten"],
    ["GPL v2 or later, or MIT", "GPL-2.0-or-later OR MIT", "rewritten"],
    ["Coopyleft", "LicenseRef-Coopyleft", "rewritten"],
    ["Peer Production License", "PPL", "rewritten"],
    ["Business Source License 1.1", "BUSL-1.1", "rewritten"],
    ["All rights reserved", "LicenseRef-Proprietary", "rewritten"],
    ["LicenseRef-AllRightsReserved", "LicenseRef-Proprietary", "rewritten"],
  ])("%s is %s (%s)", (text, expression, how) => {
    expect(readLicenceText(text)).toEqual({ expression, how });
  });

  it.each([
    "GPL",
    "libre",
    "public domain",
    "see LICENSE",
    "N/A",
    "UNLICENSED",
    "Limited licence",
    "LicenseRef-NONE",
    "GPL 3, non commercial only",
    "Apache 2.0 with Commons Clause",
    "GPLv3 except firmware",
    "MIT for personal use",
    "MIT and a custom licence",
    "AGPL-3.0 (réservé aux coopératives)",
  ])("leaves %j for somebody to read", (text) => {
    expect(readLicenceText(text)).toEqual({ expression: null, how: "unknown" });
  });

  it("tells what is reserved as reserved, and what may not be sold as such", () => {
    const status = (text: string) => describeLicence(readLicenceText(text).expression).status;
    expect(status("coopyleft")).toBe("reserved");
    expect(status("Peer Production Licence")).toBe("reserved");
    expect(status("MIT (code) et CC-BY-NC (textes)")).toBe("non_commercial");
    expect(status("CC BY-ND 4.0")).toBe("no_derivatives");
    expect(status("SSPL")).toBe("source_available");
  });

  it("never makes a text freer with the words of a restriction beside it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(licenceList)),
        fc.constantFrom("non commercial", "commons clause", "all rights reserved", "réservé"),
        (id, words) => {
          const { expression } = readLicenceText(`${id}, ${words}`);
          expect(describeLicence(expression).status).not.toBe("free");
        },
      ),
    );
  });

  it("always answers, with an expression that can be read or none", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (text) => {
        const { expression } = readLicenceText(text);
        if (expression !== null) expect(describeLicence(expression).names).not.toEqual([]);
      }),
    );
  });
});
