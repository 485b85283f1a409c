export * from './database-snapshots.js';
export * from './directory.js';
export * from './facts-cache.js';
export * from './ground.js';
export * from './questions.js';
export * from './reasons.js';
export * from './standing-rows.js';
export * from './standings-projection.js';
