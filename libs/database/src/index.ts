export * from './keys.js';
export * from './open-database.js';
export * from './personal-data.js';
export * from './schema.js';
export * from './scim-users.js';
export * from './standings.js';
