export { type PutInOrderOptions, putInOrder } from './book/putInOrder.ts';
export type { CredentialsOptions } from './auth/credentialsOf.ts';
export type { Changing } from './client/changing.ts';
export type { AccountScope, ChannelData } from './client/channelData.ts';
export { type Client, createClient } from './client/createClient.ts';
export type { RejectedEvent } from './client/feeds.ts';
export type { OrderDesk, OrderScope } from './client/orders/orderDesk.ts';
export type { BulkOutcome, OrderOutcome } from './client/orders/orderOutcome.ts';
export type { ClientOptions, Origins } from './client/options.ts';
export { type MeterLike, type MetricAttributes, reportTo } from './client/reportTo.ts';
export type { ClientRequestOptions, Reply, VenueRequest } from './client/venueRequests.ts';
export { type ConnectOptions, connect } from './connection/connect.ts';
export type { Connection, RequestOptions } from './connection/connection.ts';
export type { Turn } from './limits/outboundLimits.ts';
export { type Backoff, defaultBackoff, type Silence } from './connection/options.ts';
export {
  type AnyColdwireError,
  ColdwireError,
  type ErrorContexts,
  type ErrorKind,
  isColdwireError,
} from './errors/coldwireError.ts';
export { laneNumbers } from './limits/laneNumbers.ts';
export type { Balance } from './model/balance.ts';
export type { ClientStatus, SocketPhase, SocketStatus, StatusCounters } from './model/clientStatus.ts';
export type { DataEvent, FeedEvent, LiveEvent, StaleEvent, StaleReason } from './model/feedEvent.ts';
export type { Fill } from './model/fill.ts';
export type { Funding } from './model/funding.ts';
export type { Instrument } from './model/instrument.ts';
export type { Mark } from './model/mark.ts';
export type { Order, OrderStatus, OrderType, TimeInForce } from './model/order.ts';
export type { BookSide, Level, OrderBook, PlainOrderBook } from './model/orderBook.ts';
export type { Amount, OrderAmendment, OrderRef, OrderRequest } from './model/orderRequest.ts';
export type { Position } from './model/position.ts';
export type { ReportEvent } from './model/reportEvent.ts';
export type { RoundTrip } from './model/roundTrip.ts';
export type { Clock, Endpoint, Frame } from './model/seams.ts';
export {
  type Channel,
  type Param,
  type Subscription,
  type SubscriptionKey,
  subscriptionKey,
} from './model/subscription.ts';
export type { Candle, ChannelValues, Quote, Stamp, Ticker, Trade, Unit, ValueOf } from './model/values.ts';
export type { Auth, Signing, SigningRecipe } from './protocol/auth.ts';
export type {
  BookFrame,
  BookRule,
  BookSequence,
  ChecksumRule,
  RawLevel,
  Reordering,
  RestSnapshot,
  SequenceRule,
} from './protocol/bookRule.ts';
export type { BinaryReader, Codec, CustomCodec, JsonCodec, NumberReader } from './protocol/codec.ts';
export { defineExchange, type ExchangeOf } from './protocol/defineExchange.ts';
export type {
  BookChannel,
  Channels,
  Dialect,
  PrivateChannel,
  ReadContext,
  Reader,
  RestSide,
  TickerChannel,
  ValueChannel,
} from './protocol/dialect.ts';
export type { Exchange } from './protocol/exchange.ts';
export type { EndpointContext, FreshEndpoint, RestRequest } from './protocol/freshEndpoint.ts';
export type {
  GateAnswer,
  GateContext,
  GateExpectation,
  GateRefusal,
  GateStep,
  LoginContext,
  SignedContext,
} from './protocol/gate.ts';
export type { Heartbeat, HeartbeatContext } from './protocol/heartbeat.ts';
export type { AckMessage, DataMessage, Incoming, NoticeMessage, RefusalMessage } from './protocol/incoming.ts';
export { type Inflate, type InflatedOptions, inflated } from './protocol/inflated.ts';
export type { InstrumentList, InstrumentRule } from './protocol/instrumentRule.ts';
export type {
  ClientOrderIdRule,
  ExactAmendment,
  ExactOrder,
  OrderAction,
  OrderContext,
  OrderRules,
  OrderVerb,
  Verdict,
} from './protocol/orderRules.ts';
export type { Life, NoticeAction } from './protocol/life.ts';
export { levelsOf } from './protocol/levelsOf.ts';
export { type PlainText, plain } from './protocol/plain.ts';
export type { Query, QueryContext, RestQuery, SocketQuery } from './protocol/query.ts';
export type { Rejection, RequestRule } from './protocol/requestRule.ts';
export type { Lane } from './protocol/lane.ts';
export type { BucketLimit, CalendarLimit, LimitRule, SlidingLimit } from './protocol/limitRule.ts';
export type { SendContext } from './protocol/sendContext.ts';
export type { SignedText } from './protocol/signedText.ts';
export type { PrivateValue, StateContext, StateKind, StateRule } from './protocol/stateRule.ts';
export type { AckRule, Subscribing } from './protocol/subscribing.ts';
export type { TokenRule } from './protocol/tokenRule.ts';
export type { Topic } from './protocol/topic.ts';
export { fetchHttp } from './transport/fetchHttp.ts';
export type { Http } from './transport/http.ts';
export type { WebSocketConstructor } from './transport/runtimeSocket.ts';
export type { Socket, Transport } from './transport/socket.ts';
export {
  defaultWebSocketTransportOptions,
  type WebSocketTransportOptions,
  webSocketTransport,
} from './transport/webSocketTransport.ts';
export { gunzip } from './util/gunzip.ts';
export { inflateDetected } from './util/inflateDetected.ts';
export { inflateRaw } from './util/inflateRaw.ts';
export { losslessNumber } from './util/losslessNumber.ts';
