import type { Connection } from './connection.ts';

/** Whether a connection has been lost: its messages, hot as they are, have completed then. */
export function isOver<M>({ messages$ }: Pick<Connection<M>, 'messages$'>): boolean {
  let over = false;
  messages$
    .subscribe({
      complete: () => {
        over = true;
      },
    })
    .unsubscribe();
  return over;
}
