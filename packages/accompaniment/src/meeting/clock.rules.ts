/** `14:30:00`, as PostgreSQL says a time of day → `14:30`. */
export const clock = (time: string) => time.slice(0, 5);
