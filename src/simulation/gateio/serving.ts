import type { Subscription } from 'rxjs';
import type { Topic } from '../topic.ts';
import type { Connection } from '../venueSide.ts';
import type { GateioError } from './answers.ts';
import type { Product } from './product.ts';
import type { Wish } from './wish.ts';

/** Who is served, and over what. */
export interface Caller {
  /** The account that signed the subscription; empty where it is about none. */
  readonly account: string;
  readonly inTurn: Connection['inTurn'];
}

/** What a venue has to subscribe. */
export interface Serving {
  readonly serve: (topic: Topic<Wish>, caller: Caller) => Subscription;
  /** The unified symbol of an instrument. */
  readonly symbolOf: (product: Product, name: string) => string | undefined;
  /** Why topics of a symbol are refused at the moment, if they are. */
  readonly refusal: (symbol: string, unknown: string) => GateioError | undefined;
}
