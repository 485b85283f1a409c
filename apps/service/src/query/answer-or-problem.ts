import type { Answer, Refusal } from '@app/projections';
import { Problem } from '../problems/problem.js';

/** The parameter that a refusal is about, where it is about one. */
const PARAMETERS: Partial<Record<Refusal['code'], string>> = {
  'known-at-invalid': '/knownAt',
  'revision-unknown': '/knownAt',
  'range-reversed': '/from',
};

/** The answer. Throws the problem where there is none. */
export function answerOrProblem<T>({ answer, refusal }: Answer<T>): T {
  if (refusal !== undefined) {
    const { code, detail } = refusal;
    const pointer = PARAMETERS[code];
    throw new Problem(code, detail, pointer === undefined ? {} : { errors: [{ pointer, detail }] });
  }
  return answer as T;
}
