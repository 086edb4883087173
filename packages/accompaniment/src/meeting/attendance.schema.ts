/** Expected: booked, and not told yet. */
export const attendances = ["expected", "present", "absent", "excused"] as const;
export type Attendance = (typeof attendances)[number];

/** What can be told of somebody who was expected. */
export const toldAttendances = ["present", "absent", "excused"] as const;
export type ToldAttendance = (typeof toldAttendances)[number];

export const attendanceLabels: Record<Attendance, string> = {
  expected: "Attendu·e",
  present: "Présent·e",
  absent: "Absent·e",
  excused: "Excusé·e",
};
