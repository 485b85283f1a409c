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
export { counterpartOf, type TextChange, textChanges, wordsOf } from './programs-difference.js';
export {
  type Look,
  programOfEditionFile,
  ProgramsInForce,
  programsWith,
} from './programs-in-force.js';
export {
  type FindingDifference,
  type OptionDifference,
  type OptionUnder,
  standingDifferences,
} from './standings-difference.js';
