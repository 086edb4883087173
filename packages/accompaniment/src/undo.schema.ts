/** Days during which what was merged, removed or imported can be taken back. */
export const UNDO_DAYS = 30;
