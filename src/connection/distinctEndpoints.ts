import { distinctUntilChanged, map, type OperatorFunction } from 'rxjs';
import type { Endpoint } from '../model/seams.ts';
import type { EndpointSource } from './options.ts';

/** Drops an endpoint that says the same as the one before it, whatever object says it, and makes the others sources. */
export function distinctEndpoints(): OperatorFunction<Endpoint | undefined, EndpointSource | undefined> {
  return (endpoint$) =>
    endpoint$.pipe(
      distinctUntilChanged((before, after) => textOf(before) === textOf(after)),
      map((endpoint) => endpoint && (() => endpoint)),
    );
}

function textOf(endpoint: Endpoint | undefined): string {
  const { url, headers = {}, protocols, proxy } = endpoint ?? {};
  return JSON.stringify([url, protocols, proxy, ...Object.entries(headers).map(String).sort()]);
}
