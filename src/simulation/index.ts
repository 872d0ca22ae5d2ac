export { demoAccount, type SimulatedAccount } from './simulatedAccount.ts';
export type { AccountState } from './exchange/customer.ts';
export type {
  CancelReason,
  SimulatedBalance,
  SimulatedFill,
  SimulatedOrder,
  SimulatedPosition,
} from './exchange/order.ts';
export type { Fault, FaultArgs, FaultKind, FaultOf, NoArgs, SystemStatus } from './fault.ts';
export type { RecordedLine } from './recordedLine.ts';
export { defaultSimulateVenueOptions, simulateVenue } from './simulateVenue.ts';
export type {
  JournalEntry,
  SimulateVenueOptions,
  Venue,
  VenueServer,
  Violation,
  ViolationRule,
} from './venue.ts';
export { type SimulatedVenueName, simulatedVenueNames } from './venues.ts';
export { type VirtualTime, type VirtualTimeOptions, virtualTime } from './virtualTime.ts';
