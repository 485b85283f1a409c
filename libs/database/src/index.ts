export * from './access-records.js';
export type * from './alerting-tables.js';
export * from './keys.js';
export * from './open-database.js';
export * from './personal-data.js';
export * from './schema.js';
export * from './scim-users.js';
export * from './standings.js';
export type * from './watch-tables.js';
