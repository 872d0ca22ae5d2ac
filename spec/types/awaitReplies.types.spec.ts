import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable, of } from 'rxjs';
import { awaitReplies } from '../../operators/index.ts';

interface Message {
  readonly id?: number;
  readonly ok: boolean;
}
const messages$: Observable<Message> = NEVER;

describe('the types of awaitReplies', () => {
  it('are the messages, inferred through pipe', () => {
    const reply$ = messages$.pipe(awaitReplies({ id: 1, idOf: ({ id }) => id, isFinal: ({ ok }) => ok }));
    expectTypeOf(reply$).toEqualTypeOf<Observable<Message>>();
  });

  it('are also what is gone on with', () => {
    const reply$ = messages$.pipe(awaitReplies({ id: 1, idOf: ({ id }) => id, timeout: 9, with: () => of('late') }));
    expectTypeOf(reply$).toEqualTypeOf<Observable<Message | string>>();
    const failing$ = messages$.pipe(awaitReplies({ id: 1, idOf: ({ id }) => id, with: () => NEVER }));
    expectTypeOf(failing$).toEqualTypeOf<Observable<Message>>();
  });

  it('refuse an id that may be undefined, which every message without one would answer', () => {
    const { id }: Message = { ok: true };
    const idOf = (message: Message) => message.id;
    // @ts-expect-error the id may be undefined
    const refused = [messages$.pipe(awaitReplies({ id, idOf }))];
    expect(refused).toHaveLength(1);
  });

  it('refuse ids that no message has, and options that are none', () => {
    const refused = [
      // @ts-expect-error ids are numbers
      awaitReplies<Message, Observable<never>, string>({ id: '1', idOf: ({ id }) => id }),
      // @ts-expect-error a message has no such field
      messages$.pipe(awaitReplies({ id: 1, idOf: (message) => message.reqid })),
      // @ts-expect-error the count of replies is a number
      messages$.pipe(awaitReplies({ id: 1, idOf: ({ id }) => id, replies: 'two' })),
    ];
    expect(refused).toHaveLength(3);
  });
});
