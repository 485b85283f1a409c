export { type CaseResult, type CasesDocument, runCase } from './cases.js';
export {
  builtInEditions,
  casesFileOf,
  type CheckedPrograms,
  checkPrograms,
  loadPrograms,
  ProgramsRefused,
} from './load-programs.js';
export { type Problem, renderProblem } from './problem.js';
