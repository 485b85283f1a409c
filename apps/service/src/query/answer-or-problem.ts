import type { Answer } from '@app/projections';
import { Problem } from '../problems/problem.js';

/** The answer. Throws the problem where there is none. */
export function answerOrProblem<T>({ answer, refusal }: Answer<T>): T {
  if (refusal !== undefined) {
    const { code, detail, parameter } = refusal;
    const errors = parameter === undefined ? [] : [{ pointer: `/${parameter}`, detail }];
    throw new Problem(code, detail, errors.length === 0 ? {} : { errors });
  }
  return answer as T;
}
