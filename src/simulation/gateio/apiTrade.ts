import type { Connection, VenueWorld } from '../venueSide.ts';
import type { ApiOperation } from './apiOperations.ts';
import { type ApiAnswering, failedReply, finalReply, interimReply } from './apiReplies.ts';
import { fieldText, isFields } from './fieldText.ts';
import { forms } from './forms.ts';
import { otherRefusals, refusals } from './refusals.ts';
import type { Product } from './product.ts';
import type { ApiRequest } from './request.ts';
import type { Outcome } from './trader.ts';

/** What doing them depends on. */
export interface ApiTradeSettings {
  readonly product: Product;
  readonly connection: Connection;
  readonly world: VenueWorld;
  readonly symbolOf: (product: Product, name: string) => string | undefined;
}

/** A request about orders, of somebody who has logged in. */
export interface ApiTask {
  readonly request: ApiRequest;
  readonly operation: ApiOperation;
  readonly at: ApiAnswering;
  readonly account: string;
}

/** Does what requests about orders ask over one socket, and replies once or twice, with the faults that befall replies. */
export function apiTrade(settings: ApiTradeSettings): (task: ApiTask) => void {
  const { product, connection, world } = settings;
  const { now, armed } = world;
  const reply = replyFaults(settings);
  return ({ request, operation, at, account }) => {
    const { req_param: param } = request.payload;
    const names = [...namesIn(param, settings), connection.id];
    const finish = (outcome: Outcome): void => {
      const answering = { ...at, now: Math.floor(now()) };
      const text =
        'refusal' in outcome
          ? failedReply(answering, outcome.refusal)
          : finalReply(answering, outcome.result, operation.isTwofold);
      reply(text, names);
    };
    const run = (): void => {
      const unknown = armed.take('unknown-outcome', ...names);
      if (unknown === undefined) return finish(operation.run(param, account));
      if (unknown.args.executed === true) operation.run(param, account);
      return finish({ refusal: otherRefusals.unknownOutcome });
    };
    const refusal = operation.check?.(param, account);
    if (refusal !== undefined) return finish({ refusal });
    // Refused at the door: the error comes in place of the word that it has come.
    if (operation.check !== undefined && armed.take('refuse-order', ...names) !== undefined) {
      return finish({ refusal: refusals[product].refused });
    }
    if (!operation.isTwofold) return run();
    connection.send(interimReply(at, request.payload));
    return connection.inTurn(run);
  };
}

/** The symbols that a request is about. */
function namesIn(
  param: unknown,
  { product, symbolOf }: Pick<ApiTradeSettings, 'product' | 'symbolOf'>,
): readonly string[] {
  const items = Array.isArray(param) ? param : [param];
  return items.flatMap((one: unknown) =>
    isFields(one) ? (symbolOf(product, fieldText(one[forms[product].instrument])) ?? []) : [],
  );
}

/** Sends what a request is answered with at last, with the faults that befall it. */
function replyFaults({
  connection,
  world: { armed },
}: ApiTradeSettings): (text: string, names: readonly string[]) => void {
  return (text, names) => {
    const lost = armed.take('lose-reply', ...names);
    if (lost !== undefined) {
      if (lost.args.drop === true) connection.close(undefined);
      return;
    }
    const late = armed.take('delay-reply', ...names);
    if (late !== undefined) connection.after(late.args.by, () => connection.send(text));
    // What it did is told in turn, so that a reply in its turn comes after that.
    else if (armed.take('early-event', ...names) === undefined) connection.send(text);
    else connection.inTurn(() => connection.send(text));
  };
}
