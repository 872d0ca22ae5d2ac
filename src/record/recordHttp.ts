import { tap } from 'rxjs';
import type { Http } from '../transport/http.ts';
import { type RecordOptions, type RecordSink, recorder } from './recorder.ts';

/**
 * An `Http` that writes down each good answer (2xx), url and body redacted, in the form of a session file. Asks as `http`
 * does and changes nothing. Given the sink of {@link recordTransport}, the lines fall among those of the sockets as they come,
 * so that a replay can splice the books that start from REST.
 *
 * @example
 * ```ts
 * import { fetchHttp } from 'coldwire';
 * import { recordHttp, type SessionLine } from 'coldwire/record';
 *
 * const lines: SessionLine[] = [];
 * const http = recordHttp(fetchHttp, (line) => lines.push(line));
 * http({ method: 'GET', url: 'https://venue.example/depth' }).subscribe(() => console.log(lines[0]?.k)); // http
 * ```
 */
export function recordHttp(http: Http, sink: RecordSink, options: RecordOptions = {}): Http {
  const tape = recorder(sink, options);
  return (request) =>
    http(request).pipe(
      tap(({ status, body }) => {
        if (status >= 200 && status < 300) tape.write({ k: 'http', url: request.url }, tape.now(), body);
      }),
    );
}
