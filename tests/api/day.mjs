const helsinki = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' });

/** The server's day, YYYY-MM-DD, at this many milliseconds since 1970: for two or three hours of each it is not the day in UTC. */
export const dayAt = (ms) => helsinki.format(ms);
/** The day so many days from now. */
export const later = (days) => dayAt(Date.now() + days * 86_400_000);
