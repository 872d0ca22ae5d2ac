import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { map, merge, Subject, VirtualTimeScheduler } from 'rxjs';
import { createClient } from '../../src/client/createClient.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { Codec } from '../../src/protocol/codec.ts';
import { inflated } from '../../src/protocol/inflated.ts';
import { plain } from '../../src/protocol/plain.ts';
import type { Transport } from '../../src/transport/socket.ts';
import { gunzip } from '../../src/util/gunzip.ts';
import { tinyDialect, tinyVenue, tradesFrame } from '../helpers/tinyDialect.ts';

/** A client of the tiny venue whose frames are as `codec` reads them and `wire` writes them, and hands to play both. */
function clientOver(codec: Codec, wire: (frame: Frame) => Frame, subscribe = tinyDialect.subscribing.subscribe) {
  const scheduler = new VirtualTimeScheduler();
  const venue = tinyVenue(scheduler);
  const hostile$ = new Subject<Frame>();
  const sent: Frame[] = [];
  const transport: Transport = (endpoint) =>
    venue.transport(endpoint).pipe(
      map((socket) => ({
        ...socket,
        frames$: merge(socket.frames$.pipe(map(wire)), hostile$),
        send: (frame) => {
          sent.push(frame);
          if (typeof frame === 'string' && frame.startsWith('{')) socket.send(frame);
        },
      })),
    );
  const main = { ...tinyDialect, codec, subscribing: { ...tinyDialect.subscribing, subscribe } };
  const reports: ReportEvent[] = [];
  const client = createClient(
    { name: 'tiny', dialects: { main }, route: () => 'main' },
    { transport, scheduler, random: () => 0.5, ackTimeout: 10, reporter: { next: (event) => reports.push(event) } },
  );
  const told: string[] = [];
  const subscription = client
    .feed({ channel: 'trades', symbol: 'A' })
    .subscribe((event) => told.push(event.kind === 'data' ? (event.value as { readonly id: string }).id : event.kind));
  const until = (instant: number): void => {
    scheduler.maxFrames = instant;
    scheduler.flush();
  };
  return { venue, hostile$, sent, reports, told, until, leave: () => subscription.unsubscribe() };
}

describe('a client of a venue that compresses its frames', () => {
  const zip = (frame: Frame): Frame => new Uint8Array(gzipSync(frame));

  it('is served, and counts a bomb as one frame that it could not read', () => {
    const codec: Codec = { kind: 'json', numbers: 'number', binary: inflated(gunzip) };
    const { venue, hostile$, reports, told, until, leave } = clientOver(codec, zip);
    until(5);
    venue.last().say(tradesFrame('A', '1'));
    hostile$.next(zip(new Uint8Array(256 * 1_048_576)));
    venue.last().say(tradesFrame('A', '2'));
    expect(told).toEqual(['stale', 'live', '1', '2']);
    expect(reports.flatMap((report) => (report.kind === 'undecodable' ? [report.error.cause] : []))).toEqual([
      expect.objectContaining({
        kind: 'protocol-violation',
        context: expect.objectContaining({ what: 'inflated length' }),
      }),
    ]);
    leave();
  });
});

describe('a client of a venue with frames of its own', () => {
  it('sends a bare text where the dialect says plain', () => {
    const { sent, until, leave } = clientOver(
      { kind: 'json', numbers: 'number' },
      (frame) => frame,
      () => plain('subscribe A'),
    );
    until(5);
    expect(sent).toEqual(['subscribe A']);
    leave();
  });

  it('speaks by the codec’s own two functions', () => {
    const codec: Codec = {
      kind: 'custom',
      decode: (frame) => JSON.parse(String(frame).slice(1)),
      encode: (message) => `>${JSON.stringify(message)}`,
    };
    const { sent, venue, told, until, leave } = clientOver(codec, (frame) => `<${String(frame)}`);
    until(5);
    expect(sent).toEqual([expect.stringMatching(/^>\{"do":"subscribe"/)]);
    venue.last().say({ did: 'subscribe', id: 1, channel: 'trades', symbol: 'A' }, tradesFrame('A', '1'));
    expect(told).toEqual(['stale', 'live', '1']);
    leave();
  });
});
