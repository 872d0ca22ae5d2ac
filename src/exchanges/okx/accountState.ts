import type { StateKind, StateRule } from '../../protocol/stateRule.ts';
import type { OkxPush } from './push.ts';

/**
 * State whose snapshot comes by itself after the acknowledgement, in one frame or on pages of which all but the last say so:
 * `{"arg":{..},"eventType":"snapshot","curPage":1,"lastPage":true,"data":[..]}`. Changes are of the type `event_update`.
 */
export function accountState(kind: StateKind): StateRule {
  return {
    covers: [kind],
    isSnapshot: (payload) => {
      const { eventType, lastPage } = payload as OkxPush;
      return eventType !== 'event_update' && lastPage !== false;
    },
  };
}
