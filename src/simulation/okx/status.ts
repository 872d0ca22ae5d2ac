import type { SystemStatus } from '../fault.ts';

/** What the venue says of a state of its own: `{"title":"Spot System Upgrade","state":"scheduled","begin":"1610019546",..}` */
export function statusRow(system: SystemStatus, at: number): object {
  const ts = String(at);
  return {
    title: 'Trading account WebSocket system upgrade',
    state: system === 'online' ? 'completed' : system === 'maintenance' ? 'ongoing' : 'pre_open',
    begin: ts,
    end: String(at + 600_000),
    preOpenBegin: '',
    href: '',
    scheDesc: '',
    serviceType: '0',
    system: 'unified',
    maintType: '1',
    env: '1',
    ts,
  };
}
