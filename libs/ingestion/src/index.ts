export * from './cloud-events.js';
export * from './declaration.js';
export * from './fact-text.js';
export * from './files/index.js';
export * from './json.js';
export { describeFault, type JsonFault, MAX_DEPTH } from './json-faults.js';
export * from './ndjson.js';
export * from './validation.js';
