export * from './read-facts.js';
export * from './recorder.js';
export * from './stored-fact.js';
export { SCHEMA_VERSIONS } from './upcasters.js';
