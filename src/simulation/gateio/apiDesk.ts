import type { VenueWorld } from '../venueSide.ts';
import { accessOf } from './access.ts';
import { apiOperations, unknownOperation } from './apiOperations.ts';
import { type ApiAnswering, failedReply, finalReply } from './apiReplies.ts';
import { type ApiTradeSettings, apiTrade } from './apiTrade.ts';
import { fieldText, type Fields, isFields } from './fieldText.ts';
import { otherRefusals, type Refusal } from './refusals.ts';
import type { ApiRequest } from './request.ts';
import type { Trader } from './trader.ts';

/** Where one socket asks about orders. */
export interface ApiDesk {
  obey(request: ApiRequest): void;
  /** Everybody is logged out. */
  endLogin(): void;
}

/** What it depends on. */
export interface ApiDeskSettings extends ApiTradeSettings {
  readonly connId: string;
  readonly trader: Trader;
}

/** A socket where nobody has logged in. */
export function apiDesk(settings: ApiDeskSettings): ApiDesk {
  const { product, connection, connId, world, trader } = settings;
  const { now, violate } = world;
  const operations = apiOperations(product, trader);
  const trade = apiTrade(settings);
  let account: string | undefined;

  const login = (request: ApiRequest, at: ApiAnswering): void => {
    const access = loginAccess(request, world);
    if ('refusal' in access) return connection.send(failedReply(at, [401, ...access.refusal]));
    account = access.account;
    const { uid } = world.accounts.all.find(({ key }) => key === account) ?? {};
    return connection.send(finalReply(at, { api_key: fieldText(request.payload.api_key), uid }, false));
  };

  return {
    endLogin() {
      account = undefined;
    },
    obey(request) {
      const { channel, payload } = request;
      const requestId = fieldText(payload.req_id);
      if (requestId === '') violate('request-form', `${channel} without req_id on ${connection.id}`);
      const at: ApiAnswering = {
        requestId,
        channel,
        connId,
        socket: connection.id,
        now: Math.floor(now()),
        from: Math.floor(now()),
      };
      if (channel === `${product}.login`) return login(request, at);
      const fail = (refusal: Refusal): void => connection.send(failedReply(at, refusal));
      const [prefix, name = ''] = channel.split('.');
      const operation = prefix === product ? (operations.get(name) ?? unknownOperation) : unknownOperation;
      if (account === undefined) {
        violate('not-logged-in', `${channel} on ${connection.id}`);
        return fail(otherRefusals.notLoggedIn);
      }
      if (isExpired(payload, now())) return fail(otherRefusals.expired);
      const left = trader.count(account);
      if (left === undefined) return fail(otherRefusals.tooOften);
      return trade({ request, operation, at: { ...at, left }, account });
    },
  };
}

/** The sign is over `api`, the channel, the parameters as they were sent, and the time, on lines of their own. */
function loginAccess({ channel, payload }: ApiRequest, world: VenueWorld): ReturnType<typeof accessOf> {
  const { req_param: param } = payload;
  const time = fieldText(payload.timestamp);
  const text = `api\n${channel}\n${param === undefined ? '' : JSON.stringify(param)}\n${time}`;
  return accessOf({ key: fieldText(payload.api_key), signature: fieldText(payload.signature), text }, time, world);
}

/** `req_header` may say until when the request is good, in milliseconds. */
function isExpired({ req_header: header }: Fields, now: number): boolean {
  if (!isFields(header)) return false;
  const said = Object.entries(header).find(([name]) => name.toLowerCase() === 'x-gate-exptime')?.[1];
  return said !== undefined && Number(said) < now;
}
