export { builtInEditions } from './built-in-editions.js';
export { type CaseDocument, type CaseResult, type CasesDocument, runCases } from './cases.js';
export { casesFileOf } from './edition-file.js';
export {
  type CheckedPrograms,
  checkPrograms,
  loadPrograms,
  ProgramsRefused,
} from './load-programs.js';
export { type Problem, renderProblem } from './problem.js';
