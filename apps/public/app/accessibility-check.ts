/** What docs/ACCESSIBILITY.md found when the public pages were last gone through, criterion by criterion of RGAA 4.1.2. */
export const accessibilityCheck = {
  /** Calendar date. */
  checkedOn: "2026-11-29",
  criteria: 106,
  applicable: 54,
  respected: 54,
} as const;
