import { defer, forkJoin, map, type Observable, of, share, tap } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Exchange } from '../protocol/exchange.ts';
import type { AskQuery } from './askQuery.ts';

/** The instruments that a client knows, and how it learns of others. */
export interface InstrumentShelf {
  /** What is known of a symbol without asking. */
  known(symbol: string): Instrument | undefined;
  /** See `Client.instrument`. */
  get(symbol: string): Observable<Instrument>;
  /** Learns of those that are not known yet; emits once, at once where there are none. */
  load(symbols: readonly string[]): Observable<unknown>;
}

/** Instruments by symbol: those given, and those asked for, each list once. */
export function instrumentShelf(
  { instruments: rule }: Exchange,
  given: Iterable<Instrument>,
  ask: AskQuery,
): InstrumentShelf {
  const shelf = new Map<string, Instrument>();
  const add = (instruments: Iterable<Instrument>): void => {
    for (const instrument of instruments) shelf.set(instrument.symbol, instrument);
  };
  add(given);
  const lists = new Map<string, Observable<unknown>>();
  /** Asks for the list that a symbol is in; together with whoever asks for the same meanwhile. */
  const learn = (symbol: string): Observable<unknown> => {
    if (rule === undefined) throw unknown(symbol);
    const { key, query } = rule.list(symbol);
    const list$ = lists.get(key) ?? ask(query, rule.route(symbol)).pipe(tap(add), share());
    lists.set(key, list$);
    return list$;
  };
  const get = (symbol: string): Observable<Instrument> =>
    defer(() => {
      const known = shelf.get(symbol);
      if (known !== undefined) return of(known);
      return learn(symbol).pipe(
        map(() => {
          const learnt = shelf.get(symbol);
          if (learnt === undefined) throw unknown(symbol);
          return learnt;
        }),
      );
    });
  return {
    known: (symbol) => shelf.get(symbol),
    get,
    load: (symbols) => (symbols.length === 0 ? of([]) : forkJoin([...new Set(symbols)].map(get))),
  };
}

function unknown(symbol: string): ColdwireError {
  return new ColdwireError('unsupported', { what: `instrument ${symbol}` });
}
