import { describe, expect, it } from '@jest/globals';
it('x', () => { console.log(typeof WebSocket, Object.getOwnPropertyNames(WebSocket.prototype), typeof process, typeof setImmediate, typeof TextEncoder); try { console.log(typeof require('ws').WebSocketServer); } catch (e) { console.log(e) }
 });
