/**
 * Bugs that could be in the client, each a change of its source: the swarm must find every one of them. `like` names whose it
 * was, as far as it was anybody's. `find` must occur once in the file; where the source has moved on, so must this.
 *
 * @type {readonly { name: string, like?: string, file: string, find: string, replace: string }[]}
 */
export const plantedBugs = [
  // Trust
  {
    name: 'a loss is not told',
    like: 'ccxt.pro: a feed goes on in silence after a reconnect',
    file: 'src/subscription/topicLife.ts',
    find: "return of({ kind: 'stale', reason });",
    replace: 'return EMPTY;',
  },
  {
    name: 'live is told at the acknowledgement of the one before',
    file: 'src/subscription/topicLife.ts',
    find: "return { kind: 'live', subscription, epoch };",
    replace: "return { kind: 'live', subscription, epoch: epoch - 1 };",
  },
  {
    name: 'a broken topic is not told to be stale',
    like: 'XChange: a book goes on past a failed checksum',
    file: 'src/subscription/topicLife.ts',
    find: 'of(staleNews(error)),',
    replace: 'EMPTY,',
  },
  {
    name: 'a topic that broke is not started again',
    like: 'bitfinex-api-node: a book stays broken',
    file: 'src/subscription/topicLife.ts',
    find: 'shouldRetry: canHeal,',
    replace: 'shouldRetry: () => false,',
  },
  {
    name: 'data is let through before the acknowledgement',
    file: 'src/subscription/holdUntilAcknowledged.ts',
    find: 'if (held === undefined) subscriber.next(signal);',
    replace: "if (held === undefined || signal.kind === 'arrival') subscriber.next(signal);",
  },
  {
    name: 'what came before the acknowledgement is told backwards',
    file: 'src/subscription/holdUntilAcknowledged.ts',
    find: 'for (let next = early.shift(); next !== undefined && !subscriber.closed; next = early.shift())',
    replace: 'for (let next = early.pop(); next !== undefined && !subscriber.closed; next = early.pop())',
  },
  {
    name: 'a late subscriber is not told how things stand',
    file: 'src/subscription/trustSubject.ts',
    find: 'const past = [trust, value, ...states.values()];',
    replace: 'const past = [undefined, value];',
  },
  {
    name: 'a late subscriber is told a value of before the loss',
    file: 'src/subscription/trustSubject.ts',
    find: '        trust = event;\n        value = undefined;\n',
    replace: '        trust = event;\n',
  },
  {
    name: 'trades are told again to who comes late',
    file: 'src/subscription/trustSubject.ts',
    find: 'else if (!HAPPENINGS.has(event.subscription.channel)) value = event;',
    replace: 'else value = event;',
  },
  // Books
  {
    name: 'checksums are not compared',
    like: 'ccxt: the check is off by default',
    file: 'src/book/bookState.ts',
    find: 'if (verified.checksum !== expected)',
    replace: 'if (false)',
  },
  {
    name: 'levels past the depth are kept',
    like: 'XChange #4571: ghost levels',
    file: 'src/book/bookState.ts',
    find: 'const kept = rule.truncates ? depth : Infinity;',
    replace: 'const kept = Infinity;',
  },
  {
    name: 'a delta of size zero leaves its level',
    file: 'src/book/side.ts',
    find: '} else if (known) deleteRow(edit, at, index);',
    replace: '}',
  },
  {
    name: 'a book that was emitted changes with the next delta',
    like: 'ccxt.pro: one book, changed in place',
    file: 'src/book/side.ts',
    find: 'if (chunk?.madeBy === number) return chunk as OwnChunk;',
    replace: 'if (chunk !== undefined) return chunk as OwnChunk;',
  },
  {
    name: 'crossed books are emitted',
    like: 'XChange #4239',
    file: 'src/book/followBook.ts',
    find: 'if (isCrossed(state)) {',
    replace: 'if (isCrossed(state) && symbol === "") {',
  },
  // Subscriptions
  {
    name: 'an acknowledgement that never comes is waited for, for ever',
    like: 'python-binance: a lost answer hangs its caller',
    file: 'src/subscription/sentAsks.ts',
    find: 'const deadline = ackTimeout === undefined ? new Subscription() : timer(ackTimeout, scheduler).subscribe(overdue);',
    replace: 'const deadline = new Subscription();',
  },
  {
    name: 'one acknowledgement confirms all that is pending',
    like: 'NautilusTrader 1.231: one ack confirms all pending topics',
    file: 'src/subscription/sentAsks.ts',
    find: 'const named = item === undefined ? [...frame.asks.values()] : [frame.asks.get(item)];',
    replace: 'const named = [...frame.asks.values()];',
  },
  {
    name: 'topics are not ended on the wire',
    file: 'src/subscription/followTopics.ts',
    find: 'if (onWire) parting.begin(topic, watch.end);\n          else watch.end();',
    replace: 'watch.end();',
  },
  {
    name: 'a topic is asked for while its look-alike is being ended',
    file: 'src/subscription/followTopics.ts',
    find: 'follow: (topic) => concat(parting.over(topic), begin(topic)),',
    replace: 'follow: (topic) => begin(topic),',
  },
  {
    name: 'the venue ends a subscription and nobody notices',
    like: 'Coinbase: channels end in silence',
    file: 'src/subscription/followTopics.ts',
    find: "expelled$.error(new ColdwireError('unsubscribed-by-venue', { subscription: topic.key }));",
    replace: 'void expelled$;',
  },
  {
    name: 'an end that was lost is not asked for again',
    file: 'src/subscription/partings.ts',
    find: 'parting.again === 0;',
    replace: 'parting.again < 0;',
  },
  {
    name: 'subscriptions are forgotten on reconnect',
    like: 'pybit #76, Bitfinex.Net #46',
    file: 'src/subscription/topicLife.ts',
    find: "if ('session' in event) {",
    replace: "if ('session' in event && event.session.epoch < 2) {",
  },
  {
    name: 'a socket takes one topic too many',
    file: 'src/subscription/socketPool.ts',
    find: 'return fullestWithRoom(willing, topicsPerSocket(route)) ?? openFresh(route, above);',
    replace: 'return fullestWithRoom(willing, topicsPerSocket(route) + 1) ?? openFresh(route, above);',
  },
  {
    name: 'look-alikes share a socket',
    file: 'src/subscription/socketPool.ts',
    find: '&& !slot.holds(topic),',
    replace: ',',
  },
  {
    name: 'a temporary refusal is taken for the last word',
    file: 'src/subscription/staleReason.ts',
    find: 'error.context.permanent === true)',
    replace: 'error.context.permanent !== undefined)',
  },
  {
    name: 'topics count as live after their connection',
    file: 'src/subscription/socketSlot.ts',
    find: 'if (current === undefined) live.clear();',
    replace: '',
  },
  // Connections
  {
    name: 'a clean close is taken for the end',
    like: 'rxjs webSocket: 1000 completes',
    file: 'src/connection/connectionLife.ts',
    find: 'return remedy.surfaced === undefined;',
    replace:
      "return remedy.surfaced === undefined && !(isColdwireError(error, 'connection-lost') && error.context.code === 1000);",
  },
  {
    name: 'silence is not noticed',
    like: 'ws #759: a half-open socket lives for ever',
    file: 'src/connection/openConnection.ts',
    find: 'if (silence === undefined) return EMPTY;',
    replace: 'if (silence !== undefined || silence === undefined) return EMPTY;',
  },
  {
    name: 'Retry-After is not heeded',
    like: 'XChange #4011: banned for dialling on',
    file: 'src/connection/remedyOf.ts',
    find: 'if (retryAfterMs !== undefined) return { ...RETRY, atLeast: retryAfterMs };',
    replace: '',
  },
  {
    name: 'the other sockets do not heed Retry-After',
    file: 'src/connection/connectionLife.ts',
    find: 'if (wait !== undefined) limits.penalise(wait);',
    replace: 'void wait;',
  },
  {
    name: 'epochs begin anew with each connection',
    file: 'src/connection/connectionLife.ts',
    find: 'openConnection(socket, ++epoch, settings)',
    replace: 'openConnection(socket, (epoch = 1), settings)',
  },
  {
    name: 'a dial that hangs is waited for, for ever',
    like: 'NautilusTrader 1.231: handshake wait unbounded',
    file: 'src/transport/guardTransport.ts',
    find: 'timeout({',
    replace: 'tap(() => {}), ((..._: readonly unknown[]) => (source: never) => source)({',
  },
  {
    name: 'an unreadable frame ends the connection for good',
    file: 'src/connection/connectionLife.ts',
    find: 'source = next;\n        return dial$;',
    replace: 'source = next;\n        return dial$.pipe(catchError(() => EMPTY), take(40));',
  },
  {
    name: 'sockets stay when nobody is left',
    like: 'cryptofeed: connections leak',
    file: 'src/subscription/socketSlot.ts',
    find: 'timer(linger, session.scheduler)',
    replace: 'timer(1e9, session.scheduler)',
  },
  // Requests
  {
    name: 'a lost request is asked again',
    like: 'BitMEX api-connectors #400: an order twice',
    file: 'src/connection/requestOver.ts',
    find: 'if (handedOver) return unanswered(id, idempotent, {}, error);',
    replace: "if (handedOver) return new ColdwireError('not-sent', { id });",
  },
  {
    name: 'a request that cannot be asked again ends as one that can',
    file: 'src/connection/requestOver.ts',
    find: "idempotent ? 'reply-timeout' : 'outcome-unknown',",
    replace: "'reply-timeout',",
  },
  {
    name: 'a request without an answer never ends',
    like: 'ccxt: a future that nobody settles',
    file: 'operators/awaitReplies.ts',
    find: 'const timely$ = complete$.pipe(takeUntil(expiry$));',
    replace: 'const timely$ = complete$.pipe(takeUntil(expiry$.pipe(filter(() => false), catchError(() => NEVER))));',
  },
  {
    name: 'pending requests are not counted',
    file: 'src/connection/requestOver.ts',
    find: 'return pending.size < most ? undefined',
    replace: 'return pending.size < most + 1000 ? undefined',
  },
  // Sharing
  {
    name: 'a topic is ended while somebody is still there',
    file: 'operators/shareByKey.ts',
    find: 'return shared.get(key) ?? begin(key, request);',
    replace: 'return begin(key, request);',
  },
  {
    name: 'an end that lingers is never reached',
    file: 'operators/shareByKey.ts',
    find: 'return linger > 0 ? timer(linger, scheduler) : of(0);',
    replace: 'return linger >= 0 ? NEVER : of(0);',
  },
];
