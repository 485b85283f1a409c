import type { Answer } from '@app/projections';
import { Problem } from '../problems/problem.js';

/** The answer. Throws the problem where there is none. */
export function answerOrProblem<T>({ answer, refusal }: Answer<T>): T {
  if (refusal !== undefined) throw new Problem(refusal.code, refusal.detail);
  return answer as T;
}
