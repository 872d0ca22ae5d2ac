import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { hangUp } from '../../src/transport/hangUp.ts';
import { type NodeSocket, type RuntimeSocket, readyStates } from '../../src/transport/runtimeSocket.ts';

interface ScriptedSocket extends RuntimeSocket {
  readonly calls: readonly string[];
  readonly listening: ReadonlySet<string>;
  /** Lets it close, as when the peer has answered. */
  closed(): void;
}

/** A socket that writes down what is done to it. */
function scriptedSocket(initialState: number): ScriptedSocket & { terminate(): void } {
  const target = new EventTarget();
  const calls: string[] = [];
  const listening = new Set<string>();
  let readyState = initialState;
  const closed = (): void => {
    readyState = readyStates.closed;
    target.dispatchEvent(new Event('close'));
  };
  return {
    calls,
    listening,
    binaryType: '',
    bufferedAmount: 0,
    get readyState() {
      return readyState;
    },
    send: () => {},
    close: (code) => {
      calls.push(`close ${code}`);
      readyState = readyStates.closing;
    },
    addEventListener: (type, listener) => {
      listening.add(type);
      target.addEventListener(type, listener as EventListener);
    },
    removeEventListener: (type, listener) => {
      listening.delete(type);
      target.removeEventListener(type, listener as EventListener);
    },
    terminate: () => {
      calls.push('terminate');
      closed();
    },
    closed,
  };
}

/** One made like `ws`. */
function nodeSocket(initialState: number): ScriptedSocket & NodeSocket {
  return Object.assign(scriptedSocket(initialState), { on: () => {}, off: () => {}, ping: () => {} });
}

describe('hangUp', () => {
  const { connecting, open, closing, closed } = readyStates;

  it.each([
    ['closes an open socket, and terminates it when it stays', open, ['close 1000'], ['close 1000', 'terminate']],
    ['ends one that is closing already', closing, ['close 1000'], ['close 1000', 'terminate']],
    ['aborts a dial', connecting, ['terminate'], ['terminate']],
    ['leaves a closed one alone', closed, [], []],
  ])('%s', (_, readyState, atOnce, inTheEnd) => {
    const scheduler = new VirtualTimeScheduler();
    const socket = nodeSocket(readyState);
    hangUp(socket, { closeTimeout: 5_000, scheduler });
    expect(socket.calls).toEqual(atOnce);
    scheduler.flush();
    expect(socket.calls).toEqual(inTheEnd);
    expect([...socket.listening]).toEqual([]);
  });

  it('waits closeTimeout, no less and no more', () => {
    const scheduler = new VirtualTimeScheduler();
    const socket = nodeSocket(open);
    hangUp(socket, { closeTimeout: 5_000, scheduler });
    scheduler.maxFrames = 4_999;
    scheduler.flush();
    expect(socket.calls).toEqual(['close 1000']);
    scheduler.maxFrames = 5_000;
    scheduler.flush();
    expect(socket.calls).toEqual(['close 1000', 'terminate']);
  });

  it('leaves no timer and no listener when the peer answers', () => {
    const scheduler = new VirtualTimeScheduler();
    const socket = nodeSocket(open);
    hangUp(socket, { closeTimeout: 5_000, scheduler });
    expect([...socket.listening]).toEqual(['error', 'close']);
    socket.closed();
    scheduler.flush();
    expect(socket.calls).toEqual(['close 1000']);
    expect([...socket.listening]).toEqual([]);
  });

  it('sets no timer where the runtime cannot terminate', () => {
    const scheduler = new VirtualTimeScheduler();
    const socket = scriptedSocket(open);
    hangUp(socket, { closeTimeout: 5_000, scheduler });
    expect(scheduler.actions).toEqual([]);
    expect(socket.calls).toEqual(['close 1000']);
  });
});
