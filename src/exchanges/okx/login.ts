import type { Auth } from '../../protocol/auth.ts';
import { isRow } from '../../protocol/fields.ts';
import type { GateRefusal, GateStep, LoginContext } from '../../protocol/gate.ts';
import { errorWords } from './errorWords.ts';

/** "HMAC SHA256 ... Base64"; REST lies on an origin of its own. */
export const auth: Auth = {
  recipe: 'hmac-sha256-base64',
  origins: ['https://www.okx.com'],
  lost: (message) => {
    const { code, msg } = isRow(message) ? message : {};
    return code === NOT_LOGGED_IN ? errorWords(msg, 'not logged in') : undefined;
  },
};

/** "Please log in". */
const NOT_LOGGED_IN = '60011';

/**
 * Refusals of a login that may be none next time, and how long to wait: a timestamp that came too late (60006) or was none of
 * the venue's clock (60004), too many requests (60014, 50011, 50061), a failure within the venue (63999, 50001, 50026). All
 * others are about the credentials.
 */
const PASSING: Readonly<Record<string, number>> = {
  '60004': 10_000,
  '60006': 10_000,
  '60014': 60_000,
  '50011': 10_000,
  '50061': 10_000,
  '63999': 10_000,
  '50001': 10_000,
  '50026': 10_000,
};

/**
 * Says who one is, once a socket. No id is taken there, so one login is under way at a time.
 *
 * ```json
 * {"op":"login","args":[{"apiKey":"..","passphrase":"..","timestamp":"1538054050","sign":"<base64>"}]}
 * {"event":"login","code":"0","msg":"","connId":".."}
 * {"event":"error","code":"60009","msg":"Login failed.","connId":".."}
 * ```
 * @see https://www.okx.com/docs-v5/en/#overview-websocket-login
 */
export const login: GateStep = {
  kind: 'login',
  sign: (context) => `${secondsOf(context)}GET/users/self/verify`,
  message: (context) => {
    const { key, passphrase = '', signature } = context;
    return { op: 'login', args: [{ apiKey: key, passphrase, timestamp: secondsOf(context), sign: signature }] };
  },
  expect: (message) => isRow(message) && message['event'] === 'login' && message['code'] === '0',
  refused: refusedBy,
};

/** Good for 30 s. */
function secondsOf({ time }: Pick<LoginContext, 'time'>): string {
  return String(Math.floor(time / 1_000));
}

function refusedBy(message: unknown): GateRefusal | undefined {
  const { event, code, msg } = isRow(message) ? message : {};
  if ((event !== 'error' && event !== 'login') || code === '0') return undefined;
  const reason = errorWords(msg, `error ${String(code)}`);
  const wait = typeof code === 'string' && Object.hasOwn(PASSING, code) ? PASSING[code] : undefined;
  return wait === undefined ? { reason } : { reason, retryAfterMs: wait };
}
