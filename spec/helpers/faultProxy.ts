import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** How bytes go through the proxy. Each can be changed while connections are open. */
export interface Toxics {
  /** Milliseconds that every piece of the venue's takes longer. */
  latency: number;
  /** Most bytes handed on at once, from the venue to the client. */
  slice: number;
  /** Nothing passes any more in that way, and nobody is told: `down` is from the venue to the client. */
  blackHole: 'none' | 'down' | 'up' | 'both';
  /** The client is connected, and hears nothing: no handshake ends. */
  stallHandshake: boolean;
  /** The answer to the handshake is kept until the venue's first frame, and leaves in one piece with it. */
  glue: boolean;
  /** Nothing of the client's is read any more, so that its own buffers fill. */
  stopReading: boolean;
}

/** A proxy on loopback that does to a link what networks do. */
export interface FaultProxy {
  readonly url: string;
  readonly toxics: Toxics;
  /** Connections made so far. */
  readonly count: () => number;
  /** Ends all connections: by RST; or after so many more bytes of the venue's, in the middle of a frame, by FIN or RST. */
  reset(): void;
  cutAfter(bytes: number, how?: 'end' | 'reset'): void;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly venue: Socket;
  left: number;
  cutBy: 'end' | 'reset';
}

/** A proxy before the server at `url`. */
export function faultProxy(url: string): Promise<FaultProxy> {
  const target = Number(new URL(url).port);
  const toxics: Toxics = {
    latency: 0,
    slice: Number.POSITIVE_INFINITY,
    blackHole: 'none',
    stallHandshake: false,
    glue: false,
    stopReading: false,
  };
  const links = new Set<Link>();
  let connections = 0;
  const server = createServer({ noDelay: true }, (client) => {
    connections++;
    const link: Link = {
      client,
      venue: createConnection({ port: target, host: '127.0.0.1', noDelay: true }),
      left: Number.POSITIVE_INFINITY,
      cutBy: 'end',
    };
    links.add(link);
    join(link, toxics);
    const gone = (): void => {
      links.delete(link);
      link.client.destroy();
      link.venue.destroy();
    };
    for (const end of [link.client, link.venue]) end.on('error', () => {}).on('close', gone);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
        toxics,
        count: () => connections,
        reset: () => {
          for (const { client } of links) client.resetAndDestroy();
        },
        cutAfter: (bytes, how = 'end') => {
          for (const link of links) Object.assign(link, { left: bytes, cutBy: how });
        },
        close: () =>
          new Promise((closed) => {
            for (const { client } of links) client.destroy();
            server.close(() => closed());
          }),
      }),
    );
  });
}

function join(link: Link, toxics: Toxics): void {
  const { client, venue } = link;
  const queue = delayed((piece) => {
    for (let from = 0; from < piece.length && !client.destroyed; from += toxics.slice) {
      const part = piece.subarray(from, Math.min(from + toxics.slice, piece.length));
      client.write(part.subarray(0, link.left));
      link.left -= part.length;
      if (link.left > 0) continue;
      if (link.cutBy === 'reset') client.resetAndDestroy();
      else client.destroy();
    }
  });
  const glued: Buffer[] = [];
  let shaken = false;
  venue.on('data', (piece: Buffer) => {
    if (toxics.stallHandshake || toxics.blackHole === 'down' || toxics.blackHole === 'both') return;
    if (toxics.glue && !shaken) {
      glued.push(piece);
      // The answer to the handshake ends with an empty line; what follows it is the first frame.
      const all = Buffer.concat(glued);
      if (all.indexOf('\r\n\r\n') + 4 >= all.length) return;
      shaken = true;
      return queue(all, toxics.latency);
    }
    shaken = true;
    queue(piece, toxics.latency);
  });
  client.on('data', (piece: Buffer) => {
    if (toxics.blackHole === 'up' || toxics.blackHole === 'both') return;
    if (toxics.stopReading) client.pause();
    else venue.write(piece);
  });
}

/** Pieces in order, each so much later. */
function delayed(hand: (piece: Buffer) => void): (piece: Buffer, by: number) => void {
  const waiting: { readonly piece: Buffer; readonly due: number }[] = [];
  const goOn = (): void => {
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      const wait = next.due - performance.now();
      if (wait > 0) return void setTimeout(goOn, wait);
      waiting.shift();
      hand(next.piece);
    }
  };
  return (piece, by) => {
    waiting.push({ piece, due: performance.now() + by });
    if (waiting.length === 1) goOn();
  };
}
