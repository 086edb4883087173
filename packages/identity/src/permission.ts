/** The roles a member can hold in an organisation (docs/GLOSSARY.md gives their French names). */
export const roles = ["coach", "manager", "editor", "funder", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * Which role may do what. One string guards the operation and shows or hides the button.
 * docs/PERMISSIONS.md is this table in French, checked by a test.
 */
export const permissions = {
  "worker:read": ["coach", "manager"],
  "worker:write": ["coach", "manager"],
  "meeting:read": ["coach", "manager"],
  "meeting:write": ["coach", "manager"],
  "worker:merge": ["coach", "manager"],
  "worker:export": ["manager"],
  "worker:import": ["manager"],
  "list:read": ["coach", "manager", "admin"],
  "list:write": ["admin"],
  "aid:request": ["coach", "manager"],
  "aid:decide": ["manager"],
  "mentoring:write": ["coach", "manager"],
  "document:read": ["coach", "manager"],
  "document:write": ["coach", "manager"],
  "privacy:read": ["manager"],
  "privacy:write": ["manager"],
  "job:read": ["coach", "manager", "editor", "admin"],
  "directory:read": ["coach", "manager", "editor"],
  "directory:write": ["manager", "editor"],
  "directory:moderate": ["manager", "editor"],
  "media:read": ["coach", "manager", "editor"],
  "media:write": ["manager", "editor"],
  "outreach:read": ["coach", "manager", "editor"],
  "outreach:write": ["manager", "editor"],
  "event:read": ["coach", "manager", "editor"],
  "event:write": ["coach", "manager", "editor"],
  "contact:read": ["manager", "editor"],
  "contact:write": ["manager", "editor"],
  "contribution:read": ["coach", "manager"],
  "contribution:write": ["coach", "manager"],
  "partner:read": ["coach", "manager", "editor"],
  "partner:write": ["manager"],
  "grant:read": ["coach", "manager"],
  "grant:write": ["manager"],
  "spending:read": ["manager"],
  "spending:write": ["manager"],
  "commons:read": ["coach", "manager", "editor"],
  "commons:write": ["manager"],
  "figure:read": ["coach", "manager", "editor"],
  "figure:write": ["manager", "editor"],
  "impact:read": ["coach", "manager"],
  "impact:write": ["manager"],
  "impact:publish": ["manager"],
  "portal:read": ["funder"],
  "message:read": ["coach", "manager", "funder"],
  "message:write": ["manager", "funder"],
  "territory:read": ["coach", "manager", "editor", "funder", "admin"],
  "territory:locate": ["manager"],
  "territory:import": ["admin"],
  "member:read": ["admin"],
  "member:write": ["admin"],
  "audit:read": ["admin"],
  "organisation:write": ["admin"],
  "published:read": [],
  "published:register": [],
  "published:propose": [],
  "published:leave": [],
  "house:keep": [],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

const all = Object.keys(permissions) as Permission[];

/** Everything a role may do. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(all.filter((name) => (permissions[name] as readonly Role[]).includes(role)));
}
