import type { ClientStatus, SocketStatus } from '../../model/clientStatus.ts';
import { durationText } from '../duration.ts';
import type { StyledLine } from './styledLine.ts';

const COLUMNS: readonly (readonly [title: string, width: number])[] = [
  ['socket', 12],
  ['route', 10],
  ['phase', 14],
  ['epoch', 6],
  ['live', 8],
  ['attempt', 8],
  ['next dial', 10],
];

/** A client's sockets and totals. */
export function statusLines(status: ClientStatus | undefined, now: number): readonly StyledLine[] {
  const { sockets = [], counters } = status ?? {};
  return [
    [{ text: ` ${cellsOf(COLUMNS.map(([title]) => title)).join('')}`, tone: 'faint' }],
    ...sockets.map((socket) => socketLine(socket, now)),
    ...(sockets.length === 0 ? [[{ text: ' none' }]] : []),
    ...(counters === undefined
      ? []
      : [
          counted({ 'frames in': counters.framesIn, out: counters.framesOut, reconnects: counters.reconnects }),
          counted({
            resyncs: counters.resyncs,
            undecodable: counters.undecodable,
            unknown: counters.unknownFrames,
            'late replies': counters.lateReplies,
            dropped: counters.dropped,
          }),
        ]),
  ];
}

function socketLine(socket: SocketStatus, now: number): StyledLine {
  const { id, route, phase, epoch, live, wanted, attempt, retryAt } = socket;
  const [name = '', served = '', state = '', ...rest] = cellsOf([
    id,
    route,
    phase,
    String(epoch),
    `${live}/${wanted}`,
    String(attempt),
    retryAt === undefined ? '-' : durationText(retryAt - now),
  ]);
  return [
    { text: ` ${name}${served}` },
    { text: state, tone: phase === 'ready' ? 'good' : 'bad' },
    { text: rest.join('') },
  ];
}

/** Texts to the left, numbers to the right. */
function cellsOf(texts: readonly string[]): readonly string[] {
  return COLUMNS.map(([, width], index) => {
    const text = texts[index] ?? '';
    return index < 3 ? text.padEnd(width) : text.padStart(width);
  });
}

function counted(counters: Readonly<Record<string, number>>): StyledLine {
  return Object.entries(counters).flatMap(([name, count], index) => [
    { text: `${index === 0 ? ' ' : '   '}${name} `, tone: 'faint' as const },
    { text: String(count) },
  ]);
}
