import type { AnyAlert } from '../delivery/alerts.js';

/** What shows that a receiver is reached. */
export interface TestAlert {
  readonly id: string;
  readonly type: 'test';
  readonly receiverId: string;
  readonly raisedAt: string;
}

/** What is sent. */
export type Sendable = AnyAlert | TestAlert;
