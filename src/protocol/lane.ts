/**
 * What a frame is for, which says how urgent it is among all that wait for a budget: the first named goes first. An answer
 * or a question that keeps a socket alive is a `heartbeat`; `snapshot` is what fetches state apart from the subscription.
 */
export type Lane = 'cancel' | 'heartbeat' | 'order' | 'auth' | 'subscribe' | 'snapshot';
