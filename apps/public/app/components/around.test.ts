import { expect, it } from "vitest";
import { around } from "./around";

const roubaix = { code: "59512", name: "Roubaix", departmentCode: "59", isLocated: true };
const leers = { code: "59339", name: "Leers", departmentCode: "59", isLocated: false };

it("says kilometres only where the centres are known", () => {
  const key = (km: 0 | 10, ...communes: (typeof roubaix)[]) => around({ km }, { communes })?.key;
  expect(key(10, roubaix)).toBe("search.aroundKm");
  expect(key(10, leers)).toBe("search.aroundEpci");
  expect(key(0, leers)).toBe("search.aroundAlone");
  expect(key(10, roubaix, leers)).toBe("search.aroundTheseEpci");
  expect(key(10, roubaix, roubaix)).toBe("search.aroundTheseKm");
  expect(key(10)).toBeUndefined();
});
