import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Gate } from './gate.ts';
import { headersOf } from './memoryHttp.ts';
import type { RestAnswer, RestRequest } from './venueSide.ts';

/** What serving REST depends on. */
export interface RestServerSettings {
  readonly outage: Gate['outage'];
  readonly rest: (request: RestRequest) => RestAnswer;
}

/** Nobody asks a venue in more bytes than this. */
const LONGEST_BODY = 1 << 20;

/** Answers REST requests of the network once their body is whole, and lets any page ask. */
export function restServer({ outage, rest }: RestServerSettings) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LONGEST_BODY) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const refusal = outage();
      const answer: RestAnswer =
        request.method === 'OPTIONS'
          ? { status: 204, body: '' }
          : refusal?.status === undefined
            ? rest(restRequest(request, Buffer.concat(chunks).toString()))
            : { status: refusal.status, body: '' };
      const headers = { ...headersOf(answer, refusal?.retryAfterMs), ...sharing(request.headers) };
      response.writeHead(answer.status, headers).end(answer.body);
    });
  };
}

/** Path, query and headers of a request or of an upgrade. */
export function addressed({
  url = '/',
  headers,
}: Pick<IncomingMessage, 'url' | 'headers'>): Omit<RestRequest, 'method' | 'body'> {
  const [, path = '/', search = ''] = /^([^?]*)\??(.*)$/s.exec(url) ?? [];
  return { path, search, query: new URLSearchParams(search), headers: joined(headers) };
}

function restRequest(request: IncomingMessage, body: string): RestRequest {
  return { method: request.method ?? 'GET', ...addressed(request), body };
}

function joined(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

/** What lets pages of other origins ask with headers of their own, and read all that they are answered. */
function sharing(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, PUT, DELETE, PATCH',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': '*',
  };
}
