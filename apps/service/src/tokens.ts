/** Names under which things that are no classes are injected. */
export const CONFIG = Symbol('configuration');
export const DATABASE = Symbol('read-model database');
export const EVENT_STORE = Symbol('event store');
export const PROGRAMS = Symbol('programs in force');
export const RUNTIME = Symbol('what was opened');
