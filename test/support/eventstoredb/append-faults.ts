/** What goes wrong with the next append, once. */
export type AppendFault = keyof typeof COURSES | 'not-leader' | 'access-denied' | 'cut-while-sent';

export interface AppendCourse {
  /** Late = `lateMs` after it has arrived, whatever has become of whoever sent it. */
  readonly isStored: 'at once' | 'late' | 'never';
  /** The answer is the server's word on what was stored; what is silent never comes. */
  readonly then: 'answer' | 'answer late' | 'silence' | 'cut' | 'time out' | 'not ready';
}

/** An append on which no fault was ordered. */
export const SOUND: AppendCourse = { isStored: 'at once', then: 'answer' };

export const COURSES = {
  'stored-and-silent': { isStored: 'at once', then: 'silence' },
  'lost-and-silent': { isStored: 'never', then: 'silence' },
  'stored-and-cut': { isStored: 'at once', then: 'cut' },
  'lost-and-cut': { isStored: 'never', then: 'cut' },
  'stored-and-answered-late': { isStored: 'at once', then: 'answer late' },
  'stored-late': { isStored: 'late', then: 'answer' },
  'cut-and-stored-late': { isStored: 'late', then: 'cut' },
  'stored-and-timed-out': { isStored: 'at once', then: 'time out' },
  'lost-and-timed-out': { isStored: 'never', then: 'time out' },
  'not-ready': { isStored: 'never', then: 'not ready' },
} as const satisfies Record<string, AppendCourse>;
