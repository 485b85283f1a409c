export * from './announcement.js';
export * from './delivery/alerts.js';
export * from './delivery/alerts-projection.js';
export * from './delivery/append-once.js';
export * from './delivery/operations.js';
export * from './delivery/receivers.js';
