import { type Observable, Subject } from 'rxjs';

/** How a socket goes before it is cut. */
export interface Retirement {
  /** Emits when it begins, completes with the socket. */
  readonly retires$: Observable<void>;
  isRetiring(): boolean;
  /** Begins, once. */
  retire(): void;
  /** The socket is gone. */
  end(): void;
}

/** Not begun. `onRetire` is told when it is, before anybody else. */
export function retirement(onRetire: () => void): Retirement {
  const retires$ = new Subject<void>();
  let isRetiring = false;
  return {
    retires$,
    isRetiring: () => isRetiring,
    retire: () => {
      if (isRetiring) return;
      isRetiring = true;
      onRetire();
      retires$.next();
    },
    end: () => retires$.complete(),
  };
}
