export * from './organization-deciders.js';
export * from './quarantine.js';
export * from './read-facts.js';
export * from './recorder.js';
export { type Onlooker, type RecordingRequest, RequestsUnderWay } from './requests.js';
export * from './stored-fact.js';
export { SCHEMA_VERSIONS } from './upcasters.js';
export * from './supposition.js';
export type { FactDecision } from './stream-writer.js';
