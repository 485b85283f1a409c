import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Key } from '@app/database';
import { type FactOrProblem, MAX_FACT_BYTES } from '@app/ingestion';
import type { Outcome } from '@app/recording';
import { readBody, textOf } from '../http/read-body.js';
import { isProblemCode } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { SubmitFacts } from './submit-facts.js';
import { Vocabulary } from './vocabulary.js';

/** What is answered to a fact that was not rejected. */
export interface SingleAnswer {
  /** 200 = it was here before. */
  readonly status: 200 | 201;
  readonly body: object;
}

/** Facts that are sent alone, each a request. */
@Injectable()
export class SingleFacts {
  constructor(
    private readonly commands: CommandBus,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** Records what was read. Throws a problem where that is no fact, or one that is rejected. */
  async record(read: FactOrProblem, key: Key): Promise<SingleAnswer> {
    if (read.fact === undefined) throw rejection({ status: 'rejected', ...read.problem });
    const [outcome] = await this.commands.execute(new SubmitFacts([read.fact], key));
    if (outcome === undefined || outcome.status === 'rejected') throw rejection(outcome);
    if (outcome.status === 'duplicate') return { status: 200, body: outcome };
    const warnings = this.vocabulary.warningsFor(read.fact);
    return { status: 201, body: warnings.length > 0 ? { ...outcome, warnings } : outcome };
  }
}

/** The text of a body that is to be one fact. Throws a problem where it is too long for one, or not UTF-8. */
export async function textOfFact(body: IncomingMessage): Promise<string> {
  return textOf(await readBody(body, MAX_FACT_BYTES, tooLarge));
}

function tooLarge(): Problem {
  return new Problem('fact-too-large', `one fact is at most ${MAX_FACT_BYTES} bytes of JSON`);
}

type Rejection = Extract<Outcome, { status: 'rejected' }> & {
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** The answer to one fact that was sent alone and not recorded. */
function rejection(outcome: Rejection | undefined): Problem {
  if (outcome === undefined || !isProblemCode(outcome.code)) {
    return new Problem('internal-error', 'the fact was neither recorded nor rejected');
  }
  const { code, detail, pointer, errors } = outcome;
  const problem = new Problem(code, detail);
  return new Problem(code, detail, {
    status: problem.status === 404 ? 422 : problem.status,
    ...(pointer === undefined ? {} : { pointer }),
    ...(pointer === undefined ? {} : { errors: errors ?? [{ pointer, detail }] }),
  });
}
