/** Days and times as people here write them. The backend sends ISO 8601; instants are UTC. */
const two = (value: number) => String(value).padStart(2, "0");

/** `2026-11-23` as `2026/11/23`. */
export function shownDay(day: string): string {
  return day.slice(0, 10).replaceAll("-", "/");
}

/** An instant in the zone of this machine, to the minute. */
export function shownInstant(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const day = `${at.getFullYear()}/${two(at.getMonth() + 1)}/${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The day of this machine, as a person would type it. */
export function writtenToday(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
