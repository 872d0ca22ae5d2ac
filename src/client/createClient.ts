import { defer, type Observable } from 'rxjs';
import { shareByKey } from '../../operators/shareByKey.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { ClientStatus } from '../model/clientStatus.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Instrument } from '../model/instrument.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Channel, Subscription } from '../model/subscription.ts';
import type { ValueOf } from '../model/values.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { isPrivateTopic } from '../protocol/isPrivateTopic.ts';
import { socketPool } from '../subscription/socketPool.ts';
import { trustSubject } from '../subscription/trustSubject.ts';
import { tellerOf } from './tellerOf.ts';
import { feeds, type RejectedEvent } from './feeds.ts';
import { accountTools } from './accountTools.ts';
import { type ChannelData, channelData } from './channelData.ts';
import { assertSomebody } from './assertSomebody.ts';
import { diallingOf } from './diallingOf.ts';
import { inTermsOf } from './inTermsOf.ts';
import { normaliseSubscription } from './normaliseSubscription.ts';
import { type ClientOptions, type ClientSettings, settingsOf } from './options.ts';
import type { OrderDesk } from './orders/orderDesk.ts';
import { openSlot } from './socketFactory.ts';
import { statusBoard } from './statusBoard.ts';
import { type Served, topicFeed, type TopicTools } from './topicFeed.ts';
import { type VenueRequest, venueRequests } from './venueRequests.ts';

/** A venue's feeds, requests and orders. Nothing is dialled until one of them is subscribed, and all is gone when none is any more. */
export interface Client extends ChannelData, OrderDesk {
  /**
   * A channel's values with their trust in band; what trading code uses. The first event comes synchronously on
   * subscribe. Equal subscriptions share one wire subscription, different ones share sockets. Never completes; errors with
   * `invalid-options`, `unsupported` (without dialling), `authentication-failed`, or `subscription-rejected` where the venue
   * will never accept; everything else is `stale` and heals.
   */
  feed<C extends Channel>(subscription: Subscription<C>): Observable<FeedEvent<ValueOf<C>>>;
  /**
   * The feeds of a set that changes, as one stream: each emission of `set$` is the whole desired set. What is kept sees
   * nothing; what is new begins, its first event synchronously; what is gone ends like a feed that is left. Equal subscriptions
   * count once. Those that begin at one instant are asked for in as few frames as the venue allows.
   *
   * A feed that errors, for whatever reason, is told once as `rejected`, with its error, and harms no other; it stays out until
   * it leaves the set and returns. Completion of `set$` freezes the set; the result completes then only where nothing is left
   * of it that is not rejected. An error of `set$` is the result's, after all feeds are left; unsubscribing leaves them too. A
   * set emitted while another is being applied takes its place at once.
   *
   * @example
   * ```ts
   * import { createClient } from 'coldwire';
   * import { kraken } from 'coldwire/exchanges/kraken';
   * import { BehaviorSubject, map } from 'rxjs';
   *
   * const symbols$ = new BehaviorSubject(['BTC/USD', 'ETH/USD']);
   * const set$ = symbols$.pipe(map((symbols) => symbols.map((symbol) => ({ channel: 'ticker', symbol }) as const)));
   * createClient(kraken)
   *   .feeds(set$)
   *   .subscribe((event) => {
   *     if (event.kind === 'rejected') console.log(event.subscription.symbol, event.error.kind);
   *     if (event.kind === 'data') console.log(event.value.symbol, event.value.lastText);
   *   }); // BTC/USD 90000.1, ETH/USD 3000.5, ...
   * symbols$.next(['ETH/USD', 'SOL/USD']); // BTC/USD ends, ETH/USD goes on, SOL/USD begins
   * ```
   */
  feeds<C extends Channel>(
    set$: Observable<Iterable<Subscription<C>>>,
  ): Observable<FeedEvent<ValueOf<C>> | RejectedEvent>;
  /**
   * What is known of a symbol's instrument: one value, then completion. At once where `options.instruments` or an earlier answer
   * has it; else asked of the venue's REST side, once for all who ask meanwhile. Errors with `unsupported` where the venue has no
   * such symbol or cannot be asked, and as REST does (`dial-failed`, `reply-timeout`, `protocol-violation`); an error is not kept.
   */
  instrument(symbol: string): Observable<Instrument>;
  /**
   * Asks the venue something that is no subscription; a new request, sent once, for each subscriber.
   *
   * On subscribe it takes a ready socket of the `route`, the one with the fewest topics and requests; where none is ready it
   * waits for one that is being made, and where there is none it dials. `payload` is the venue's message without its id,
   * which is put in as the dialect says. The replies are the venue's own messages, decoded (Kraken's numbers as text); it
   * completes with the last one. Unsubscribing before it was sent takes it back, after that it stops listening; the socket
   * stays for `linger` after its last request and topic.
   *
   * - `id`: the request's own; one that is pending on the route is refused. Default: made, of the venue's kind.
   * - `route`: the dialect. Default: the venue's choice for requests.
   * - `replies`, `isFinal`: how many replies there are, or which is the last. Default: the dialect's rule, else one.
   * - `timeout`: milliseconds from subscribe to the last reply, dialling included. Default: `requestTimeout`.
   * - `idempotent`: asking twice does no harm. Default false.
   * - `weight`, `lane`: handed to the limits of the connection.
   *
   * Errors with `invalid-options` or `unsupported` before anything is dialled, and with `overflow` where `limits.pending`
   * requests are already waiting for that socket. Else it ends as one of these, and is never sent again:
   * - `not-sent`: nothing was handed to the socket, so it is safe to try again; the `cause` is what kept it.
   * - `request-rejected`: the venue said no, with its `reason` and `code`.
   * - `reply-timeout` if idempotent, `outcome-unknown` if not: it was sent, and the time is up or the connection lost, at
   *   once then. Only the venue knows what became of it.
   *
   * @example
   * ```ts
   * import { createClient } from 'coldwire';
   * import { kraken } from 'coldwire/exchanges/kraken';
   *
   * const client = createClient(kraken);
   * client
   *   .request<{ method: string; req_id: string }>({ method: 'ping' }, { idempotent: true, timeout: 2_000 })
   *   .subscribe(({ method, req_id }) => console.log(method, req_id)); // pong 1
   * ```
   */
  readonly request: VenueRequest;
  /**
   * How the sockets stand. Subscribing gives the present status and dials nothing; then it tells each change of a phase at
   * once, and what else changed (counters, topics wanted and live) at most once a second. Never completes, never errors;
   * unsubscribing stops its timer.
   */
  readonly status$: Observable<ClientStatus>;
}

/**
 * Makes a client of a venue. Does nothing yet: dialling waits for the first subscriber.
 *
 * Throws `invalid-options` for options that cannot be meant.
 *
 * @example
 * ```ts
 * import { createClient } from 'coldwire';
 * import { kraken } from 'coldwire/exchanges/kraken';
 *
 * const client = createClient(kraken);
 * client.feed({ channel: 'book', symbol: 'BTC/USD', depth: 10 }).subscribe((event) => {
 *   if (event.kind === 'stale') console.log('do not trade:', event.reason);
 *   if (event.kind === 'data') console.log(event.value.bestBid?.priceText);
 * });
 * ```
 */
export function createClient(exchange: Exchange, options: ClientOptions = {}): Client {
  const settings = settingsOf(options, Object.values(exchange.dialects));
  const { scheduler, linger } = settings;
  const board = statusBoard(scheduler);
  const report = tellerOf<ReportEvent>(options.reporter);
  const factory = { settings, board, report, doorOf: diallingOf(settings) };
  let sockets = 0;
  const pool = socketPool({
    open: (route, onClosed, above) =>
      openSlot(`${exchange.name}-${++sockets}`, dialectOf(exchange, route), factory, onClosed, above),
    topicsPerSocket: (route) => Math.min(settings.topicsPerSocket, dialectOf(exchange, route).capacity.topicsPerSocket),
    sockets: settings.sockets,
    noPlaceYet: ({ subscription }) => [
      { kind: 'stale', subscription, epoch: 0, reason: 'connecting', since: settings.clock.wall() },
    ],
  });
  const request = venueRequests(exchange, pool, settings);
  const { ask, instruments, desk } = accountTools(exchange, request, settings);
  const deskOf: TopicTools['deskOf'] = (route) => ({ ask: (query) => ask(query, route), find: desk.findOrder });
  const topicEvents = shareByKey(
    ({ dialect, topic }: Served) => `${dialect.name}|${topic.key}`,
    (served: Served) => topicFeed(served, { ...factory, exchange: exchange.name, pool, deskOf }),
    { linger, scheduler, connector: () => trustSubject<unknown>() },
  );
  const feed = <C extends Channel>(wanted: Subscription<C>): Observable<FeedEvent<ValueOf<C>>> =>
    defer(() => {
      const subscription = normaliseSubscription(wanted);
      return topicEvents(serve(exchange, subscription, settings)).pipe(inTermsOf(subscription)) as Observable<
        FeedEvent<ValueOf<C>>
      >;
    });
  return {
    ...desk,
    feed,
    feeds: (set$) => feeds(set$, feed),
    ...channelData(feed),
    instrument: instruments.get,
    request,
    status$: board.status$,
  };
}

function dialectOf(exchange: Exchange, route: string): Dialect {
  const dialect = exchange.dialects[route];
  if (dialect === undefined) throw new ColdwireError('unsupported', { what: `route ${route}` });
  return dialect;
}

/** Who serves a subscription, and by which wire topic. Throws `unsupported` or `invalid-options`, before any dial. */
function serve(exchange: Exchange, subscription: Subscription, settings: ClientSettings): Served {
  const { environment } = settings;
  const { channel: name } = subscription;
  const route = exchange.route(subscription);
  const dialect = route === undefined ? undefined : exchange.dialects[route];
  const channel = dialect && Object.hasOwn(dialect.channels, name) ? dialect.channels[name] : undefined;
  if (dialect === undefined || channel === undefined)
    throw new ColdwireError('unsupported', { what: `${name} on ${exchange.name}` });
  if (dialect.url[environment] === undefined)
    throw new ColdwireError('unsupported', { what: `environment ${environment}` });
  const topic = channel.topicOf(subscription);
  if (isPrivateTopic(topic)) assertSomebody(dialect, settings);
  return { dialect, channel, topic };
}
