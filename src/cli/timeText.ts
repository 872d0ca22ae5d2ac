/** The local time of an instant (milliseconds since the epoch): `14:03:05`. */
export function timeText(instant: number): string {
  const date = new Date(instant);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
