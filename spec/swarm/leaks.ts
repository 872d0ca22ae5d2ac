import { inspect } from 'node:util';
import type { JournalEntry } from '../../src/simulation/index.ts';

/** Keeps what a client has said, and looks in it for what it must not say. */
export interface Leaks {
  readonly noticed: (said: unknown) => void;
  /** What of the client's secrets, or of what it made of them for the wire, it has said. */
  readonly found: (journal: readonly JournalEntry[], dialled: readonly string[]) => string | undefined;
}

/** What is made of a secret for each request, or got for it. */
const MADE = /"?(?:sign(?:ature)?|token)"?[:=]"?([\w+/=-]{20,})/gi;

/** What a url has that is longer than any name: a key that is to be listened by, a token. */
function secretsIn(url: string): readonly string[] {
  const { pathname, searchParams } = new URL(url);
  return [...pathname.split('/'), ...searchParams.values()].filter((part) => part.length >= 24);
}

/** Nothing said yet. */
export function leaks(secrets: readonly string[]): Leaks {
  const said = new Set<string>();
  return {
    noticed(emitted) {
      said.add(JSON.stringify(emitted) ?? '');
      if (emitted instanceof Error)
        said.add(`${emitted.stack ?? ''} ${inspect(emitted, { depth: 6, showHidden: true })}`);
    },
    found(journal, dialled) {
      const text = [...said].join('\n');
      const told = [...secrets, ...dialled.flatMap(secretsIn)].find((secret) => text.includes(secret));
      if (told !== undefined) return `I30 a secret was told: ${told}`;
      const made = journal
        .filter(({ way }) => way === 'in')
        .flatMap(({ frame }) => [...String(frame).matchAll(MADE)].map(([, signature = '']) => signature));
      return made.some((signature) => text.includes(signature)) ? 'I30 a signature or a token was told' : undefined;
    },
  };
}
