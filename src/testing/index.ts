export { type MarbleHelpers, marbles } from './marbles.ts';
