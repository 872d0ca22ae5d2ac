import { describe, expect, it } from '@jest/globals';
import { lastValueFrom } from 'rxjs';
import { gateio } from '../../src/exchanges/gateio/index.ts';
import { demoAccount } from '../../src/simulation/index.ts';
import { faultNow } from '../helpers/linkCuts.ts';
import { isSame, mine, truth, until } from '../helpers/localAccount.ts';
import { orderJourney, outcomeOf } from '../helpers/orderJourney.ts';

const compared = { free: true };
const { key, secret } = demoAccount;

describe('orders on Gate.io, over a real socket', () => {
  const { stage, acts } = orderJourney({
    name: 'gateio',
    exchange: gateio,
    seed: 11,
    symbol: 'BTC/USDT',
    credentials: { key, secret },
    compared,
    prefix: 't-',
    filledText: '0.005',
    isOrder: (frame) => frame.includes('"event":"api"') && !/login|order_status/.test(frame),
  });

  it('of which one is cut off between the interim reply and the final one end as the venue has them', async () => {
    const { venue, client, local, coming$ } = stage();
    faultNow(venue, { kind: 'delay-reply', args: { by: 1_000 } });
    let interims = 0;
    coming$.subscribe((frame) => {
      if (frame.includes('"ack":true') && interims++ === 0) faultNow(venue, { kind: 'drop', args: {} });
    });
    const outcome = await outcomeOf(acts.place());
    expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 't-c1' });
    expect(interims).toBe(1);
    await until(() => local.trust() === 'live 2' && isSame(local, venue, compared));
    expect([local.trust(), mine(local, compared)]).toEqual(['live 2', truth(venue, compared)]);
    const found = await lastValueFrom(client.findOrder({ symbol: 'BTC/USDT', clientOrderId: 't-c1' }));
    // What it had told to have come, the venue may have done by then or not: it is asked, and never told twice.
    const there = venue.account().orders;
    expect(there.length).toBeLessThan(2);
    expect([found?.status, found?.orderId]).toEqual([there[0]?.status, there[0]?.id]);
  }, 30_000);

  it('of which one has an interim reply and then none are found again', async () => {
    const { venue, client, local } = stage();
    faultNow(venue, { kind: 'lose-reply', args: {} });
    const outcome = await outcomeOf(acts.place());
    expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 't-c1' });
    const found = await lastValueFrom(client.findOrder({ symbol: 'BTC/USDT', clientOrderId: 't-c1' }));
    expect(found).toMatchObject({ clientOrderId: 't-c1', status: 'open' });
    await until(() => isSame(local, venue, compared));
    expect(mine(local, compared)).toEqual(truth(venue, compared));
    expect(venue.violations).toEqual([]);
  }, 30_000);

  it('are refused at once, in place of the interim reply', async () => {
    const { venue, coming$ } = stage();
    faultNow(venue, { kind: 'refuse-order', args: {} });
    const frames: string[] = [];
    coming$.subscribe((frame) => {
      if (frame.includes('order_place')) frames.push(frame);
    });
    expect(await outcomeOf(acts.place())).toMatchObject({ kind: 'rejected', error: { kind: 'request-rejected' } });
    expect(frames).toHaveLength(1);
    expect(frames[0]).not.toContain('"ack":true');
  }, 30_000);
});
