/** Days by whole months, for the slider. Days are ISO 8601. */
const parts = (day: string) => day.split("-").map(Number) as [number, number, number];

export function monthsOf(first: string, day: string): number {
  const [from, to] = [parts(first), parts(day)];
  return Math.max(0, (to[0] - from[0]) * 12 + (to[1] - from[1]));
}

/** The last day of that month, and never a day behind `latest`. */
export function dayAfterMonths(first: string, months: number, latest: string): string {
  const [year, month] = parts(first);
  const day = new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
  return day > latest ? latest : day;
}
