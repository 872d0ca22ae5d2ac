import type { Endpoint } from '../model/seams.ts';

/** Whether two endpoints say the same, by whatever objects and in whatever order of headers. */
export function sameEndpoint(one: Endpoint | undefined, other: Endpoint | undefined): boolean {
  return textOf(one) === textOf(other);
}

function textOf(endpoint: Endpoint | undefined): string {
  const { url, headers = {}, protocols, proxy } = endpoint ?? {};
  return JSON.stringify([url, protocols, proxy, ...Object.entries(headers).map(String).sort()]);
}
