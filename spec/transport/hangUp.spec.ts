import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { hangUp } from '../../src/transport/hangUp.ts';
import { type RuntimeSocket, readyStates } from '../../src/transport/runtimeSocket.ts';

/** A socket that writes down what is done to it, and closes when told to. */
class ScriptedSocket extends EventTarget implements RuntimeSocket {
  binaryType = '';
  bufferedAmount = 0;
  readyState: number;
  readonly calls: string[] = [];
  readonly listening = new Set<string>();

  constructor(readyState: number) {
    super();
    this.readyState = readyState;
  }

  override addEventListener(type: string, listener: (event: never) => void): void {
    this.listening.add(type);
    super.addEventListener(type, listener as EventListener);
  }

  override removeEventListener(type: string, listener: (event: never) => void): void {
    this.listening.delete(type);
    super.removeEventListener(type, listener as EventListener);
  }

  send(): void {}

  close(code?: number): void {
    this.calls.push(`close ${code}`);
    this.readyState = readyStates.closing;
  }

  closed(): void {
    this.readyState = readyStates.closed;
    this.dispatchEvent(new Event('close'));
  }
}

/** The same with what `ws` has beyond the standard. */
class ScriptedNodeSocket extends ScriptedSocket {
  on(): void {}
  off(): void {}
  ping(): void {}

  terminate(): void {
    this.calls.push('terminate');
    this.closed();
  }
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
    const socket = new ScriptedNodeSocket(readyState);
    hangUp(socket, { closeTimeout: 5_000, scheduler });
    expect(socket.calls).toEqual(atOnce);
    scheduler.flush();
    expect(socket.calls).toEqual(inTheEnd);
    expect([...socket.listening]).toEqual([]);
  });

  it('waits closeTimeout, no less and no more', () => {
    const scheduler = new VirtualTimeScheduler();
    const socket = new ScriptedNodeSocket(open);
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
    const socket = new ScriptedNodeSocket(open);
    hangUp(socket, { closeTimeout: 5_000, scheduler });
    expect([...socket.listening]).toEqual(['error', 'close']);
    socket.closed();
    scheduler.flush();
    expect(socket.calls).toEqual(['close 1000']);
    expect([...socket.listening]).toEqual([]);
  });

  it('sets no timer where the runtime cannot terminate', () => {
    const scheduler = new VirtualTimeScheduler();
    const socket = new ScriptedSocket(open);
    hangUp(socket, { closeTimeout: 5_000, scheduler });
    expect(scheduler.actions).toEqual([]);
    expect(socket.calls).toEqual(['close 1000']);
  });
});
