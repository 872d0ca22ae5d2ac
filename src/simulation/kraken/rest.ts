import type { SystemStatus } from '../fault.ts';
import type { RestAnswer, RestRequest } from '../venueSide.ts';

const answer = (status: number, body: object): RestAnswer => ({ status, body: JSON.stringify(body) });

/**
 * The REST side, in Kraken's envelope. A path it does not know is 404 here, so that a client which is lost finds out.
 *
 * @see https://docs.kraken.com/api/docs/rest-api/get-server-time
 */
export function rest({ method, path }: RestRequest, now: number, system: SystemStatus): RestAnswer {
  switch (`${method} ${path}`) {
    case 'GET /0/public/Time':
      return answer(200, { error: [], result: { unixtime: Math.floor(now / 1_000), rfc1123: rfc1123(now) } });
    case 'GET /0/public/SystemStatus': {
      const timestamp = `${new Date(Math.floor(now)).toISOString().slice(0, 19)}Z`;
      return answer(200, { error: [], result: { status: system, timestamp } });
    }
    default:
      return answer(404, { error: ['EGeneral:Unknown method'] });
  }
}

/** `Thu, 06 Jul 23 18:50:48 +0000` */
function rfc1123(at: number): string {
  const [weekday, day, month, year = '', time] = new Date(Math.floor(at)).toUTCString().split(' ');
  return `${weekday} ${day} ${month} ${year.slice(2)} ${time} +0000`;
}
