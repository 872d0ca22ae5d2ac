import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { filter, lastValueFrom, map } from 'rxjs';
import type { Client, OrderOutcome } from '../../src/index.ts';
import { faultNow, linkCuts, type OrderVerb } from './linkCuts.ts';
import { type Compared, isSame, mine, truth, until } from './localAccount.ts';
import { orderStage, type OrderStage, type OrderStageOptions } from './orderStage.ts';

/** What a venue's orders go through, and how it differs from others. */
export interface OrderJourneyOptions extends OrderStageOptions {
  readonly compared: Compared;
  /** What the ids of orders begin with. */
  readonly prefix: string;
  /** How the venue writes a fill of 0.005. */
  readonly filledText: string;
  /** Whether a frame that leaves asks for an order, a change or a cancel. */
  isOrder(frame: string): boolean;
}

/** What the journey has to go on with. */
export interface OrderJourney {
  /** The stage of the case that runs. */
  stage(): OrderStage;
  readonly acts: Readonly<Record<OrderVerb, () => ReturnType<Client['placeOrder']>>>;
}

/** What comes of one request. */
export const outcomeOf = (done$: ReturnType<Client['placeOrder']>): Promise<OrderOutcome> => lastValueFrom(done$);

/** Registers the cases that hold of orders on every venue whose orders are alike. */
export function orderJourney(options: OrderJourneyOptions): OrderJourney {
  const { symbol, compared, prefix, filledText, isOrder } = options;
  const [a1, a2, c1] = [`${prefix}a1`, `${prefix}a2`, `${prefix}c1`];
  let stage: OrderStage;

  beforeEach(async () => {
    stage = await orderStage(options);
    await stage.ready();
  });

  afterEach(() => stage.close());

  const resting = (clientOrderId: string) =>
    ({
      symbol,
      side: 'buy',
      type: 'limit',
      price: String(Math.floor(Number(stage.venue.book(symbol).bids[0]?.price) * 0.9)),
      size: '0.02',
      clientOrderId,
    }) as const;
  const acts: OrderJourney['acts'] = {
    place: () => stage.client.placeOrder(resting(c1)),
    amend: () => stage.client.amendOrder({ symbol, clientOrderId: c1, size: '0.03' }),
    cancel: () => stage.client.cancelOrder({ symbol, clientOrderId: c1 }),
  };

  it('are placed, filled in part, changed and canceled, and all of it is known here as there', async () => {
    const { venue, client, local } = stage;
    const accepted = await outcomeOf(client.placeOrder(resting(a1)));
    expect(accepted).toMatchObject({ kind: 'accepted', clientOrderId: a1 });
    faultNow(venue, { kind: 'fill-order', args: { order: a1, size: '0.005' } });
    await until(() => local.fills.length > 0);
    expect(local.fills).toMatchObject([{ clientOrderId: a1, sizeText: filledText, side: 'buy', liquidity: 'maker' }]);
    const changed = await outcomeOf(client.amendOrder({ symbol, clientOrderId: a1, size: '0.03' }));
    expect(changed).toMatchObject({ kind: 'accepted', clientOrderId: a1 });
    const canceled = await outcomeOf(client.cancelOrder({ symbol, clientOrderId: a1 }));
    expect(canceled).toMatchObject({ kind: 'accepted' });
    const taken = await outcomeOf(
      client.placeOrder({ symbol, side: 'sell', type: 'market', size: '0.01', clientOrderId: a2 }),
    );
    expect(taken).toMatchObject({ kind: 'accepted', clientOrderId: a2 });
    const tooMuch = await outcomeOf(
      client.placeOrder({ symbol, side: 'sell', type: 'limit', price: '99999', size: '1000' }),
    );
    expect(tooMuch).toMatchObject({ kind: 'rejected', error: { kind: 'request-rejected' } });
    await until(() => isSame(local, venue, compared));
    expect(mine(local, compared)).toEqual(truth(venue, compared));
    expect(venue.violations).toEqual([]);
  }, 30_000);

  it('go in batches, each with its own outcome', async () => {
    const { venue, client, local } = stage;
    const { clientOrderId: _, ...order } = resting('');
    const outcomes: OrderOutcome[] = [];
    await lastValueFrom(
      client
        .placeOrder([order, { ...order, side: 'sell', price: '999999', size: '5000' }, order])
        .pipe(map((outcome) => outcomes.push(outcome))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted']);
    await until(() => isSame(local, venue, compared));
    expect(mine(local, compared)).toEqual(truth(venue, compared));
  }, 30_000);

  it.each(linkCuts)(
    'of which one to $verb is cut off $when end as the venue has them',
    async ({ verb, isDone, cut }) => {
      const { venue, client, local, leaving$ } = stage;
      if (verb !== 'place') await outcomeOf(acts.place());
      let cuts = 0;
      leaving$.pipe(filter(isOrder)).subscribe(() => {
        if (cuts++ === 0) cut(venue);
      });
      const outcome = await outcomeOf(acts[verb]());
      expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: c1 });
      await until(() => local.trust() === 'live 2' && isSame(local, venue, compared));
      expect([local.trust(), mine(local, compared)]).toEqual(['live 2', truth(venue, compared)]);
      const found = await lastValueFrom(client.findOrder({ symbol, clientOrderId: c1 }));
      const there = venue.account().orders.filter(({ clientOrderId }) => clientOrderId === c1);
      expect(there.length).toBe(verb === 'place' && !isDone ? 0 : 1);
      expect(found?.status).toBe(there[0]?.status);
      expect(found?.size).toBe(there[0] && Number(there[0].size));
      const done = {
        place: there.length === 1,
        amend: Number(there[0]?.size) === 0.03,
        cancel: there[0]?.status === 'canceled',
      };
      expect(done[verb]).toBe(isDone);
      expect(cuts).toBe(1);
      expect(venue.violations).toEqual([]);
    },
    30_000,
  );

  return { stage: () => stage, acts };
}
