/** The instant as Kraken prints it: RFC 3339 with microseconds. `micros` are added to the milliseconds. */
export function timeText(at: number, micros = 0): string {
  return `${new Date(Math.floor(at)).toISOString().slice(0, -1)}${String(micros % 1_000).padStart(3, '0')}Z`;
}

/** The same with nanoseconds, as the beginnings of bars have it. */
export function nanoTimeText(at: number): string {
  return `${timeText(at).slice(0, -1)}000Z`;
}
