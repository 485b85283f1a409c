import fc from 'fast-check';
import type { Fact, OrganizationFact, RecordedFact } from '@app/domain';
import { oracleDecide, type Rate } from '../oracle/decision.js';

/** One step of what is sent to an organization. Earlier facts are picked by number, so that a story shrinks well. */
export type Step =
  /** Something new; with `underIdOf`, under the id of an earlier fact. */
  | { readonly step: 'say'; readonly says: Said; readonly underIdOf?: number }
  /** An earlier fact once more: with its id or a new one, its numbers spelled as before or otherwise. */
  | {
      readonly step: 'again';
      readonly pick: number;
      readonly newId: boolean;
      readonly respelled: boolean;
    }
  | {
      readonly step: 'revoke';
      readonly type: 'FactRetracted' | 'FactReinstated';
      /** Of which facts one is picked: of all, or of those that retract or reinstate. */
      readonly among: 'all' | 'revoking';
      readonly pick: number;
    };

/** Type and data of a fact. */
export type Said = {
  [T in OrganizationFact['type']]: Pick<Fact<T>, 'type' | 'data'>;
}[OrganizationFact['type']];

/** An organization's stream, shown as one line a fact where a property fails. */
export interface Story {
  readonly recorded: readonly RecordedFact[];
}

export const ORGANIZATION = 'contoso';
const SOURCE = 'urn:story';
const FIRST_RECORDED_AT = Date.UTC(2018, 0, 1);

/** The stream that holds what the oracle accepts of the steps. */
export function storyOf(steps: readonly Step[], rates: readonly Rate[]): Story {
  const recorded: RecordedFact[] = [];
  steps.forEach((step, index) => {
    const fact = factOf(step, index, recorded);
    const decision = oracleDecide(recorded, fact, rates);
    if (decision.outcome === 'accepted')
      recorded.push(recordedAs(decision.fact, recorded.length, decision.rate));
  });
  return shown(recorded);
}

export function shown(recorded: readonly RecordedFact[]): Story {
  const lines = recorded.map(
    ({ revision, type, source, id, data }) =>
      `${revision} ${type} ${source} ${id} ${JSON.stringify(data)}`,
  );
  return Object.defineProperty({ recorded }, fc.toStringMethod, {
    value: () => `\n${lines.join('\n')}\n`,
    enumerable: false,
  });
}

/** Two facts are recorded within each second: instants do not tell them apart. */
export function recordedAs(
  fact: Fact,
  revision: number,
  rate?: { readonly publishedOn: string },
): RecordedFact {
  const recordedAt = FIRST_RECORDED_AT + Math.floor(revision / 2) * 1_000;
  return {
    ...fact,
    revision,
    recordedAt,
    recordedBy: 'key-1',
    ...(rate === undefined ? {} : { rate }),
  };
}

/** The fact that a step sends when `recorded` is what came before. */
export function factOf(
  step: Step,
  index: number,
  recorded: readonly RecordedFact[],
): OrganizationFact {
  const id = `fact-${index}`;
  switch (step.step) {
    case 'say': {
      const earlier = step.underIdOf === undefined ? undefined : picked(recorded, step.underIdOf);
      const attributes = { source: SOURCE, id: earlier?.id ?? id };
      return { ...attributes, ...step.says } as OrganizationFact;
    }
    case 'again': {
      const earlier = picked(recorded, step.pick);
      if (earlier === undefined) return retraction('FactRetracted', id, 'nothing');
      const sent = asSent(earlier, step.respelled);
      return step.newId ? { ...sent, id } : sent;
    }
    case 'revoke': {
      const revoking = recorded.filter(
        ({ type }) => type === 'FactRetracted' || type === 'FactReinstated',
      );
      const named = picked(step.among === 'revoking' ? revoking : recorded, step.pick);
      return retraction(step.type, id, named?.id ?? 'nothing');
    }
  }
}

function picked(recorded: readonly RecordedFact[], pick: number): RecordedFact | undefined {
  return recorded[pick % Math.max(1, recorded.length)];
}

function retraction(
  type: 'FactRetracted' | 'FactReinstated',
  id: string,
  factId: string,
): OrganizationFact {
  const data = { organizationId: ORGANIZATION, factSource: SOURCE, factId, reason: 'as told' };
  return { source: SOURCE, id, type, data };
}

/** A recorded fact as its sender would send it once more. */
export function asSent(recorded: RecordedFact, respelled: boolean): OrganizationFact {
  const { source, id, type, rate } = recorded;
  const data: Record<string, unknown> = { ...recorded.data };
  delete data['usdAmount'];
  if (rate !== undefined) delete data['usdPerUnit'];
  if (respelled) {
    for (const field of ['amount', 'usdPerUnit'])
      if (typeof data[field] === 'string') data[field] = respell(data[field]);
    if (type === 'IndividualJoined')
      Object.assign(data, { name: 'Known by another name', email: 'another@example.org' });
  }
  const backwards = Object.entries(data).reverse();
  const ordered = respelled ? Object.fromEntries(backwards) : data;
  return { source, id, type, data: ordered } as unknown as OrganizationFact;
}

/** The same number with a zero more in front and none behind. */
function respell(number: string): string {
  const [, sign = '', digits = ''] = /^(-?)(.*)$/.exec(number) ?? [];
  const trimmed = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return `${sign}0${trimmed}`;
}

interface Numbered {
  readonly says: Said;
  readonly index: number;
}

/** The enrolment, `facts` in their order, each under an id that its number makes, and then retractions of `retracted`. */
export function storyInOrder(
  enrolment: Said,
  facts: readonly Numbered[],
  retracted: readonly Numbered[],
): Story {
  const recorded: RecordedFact[] = [];
  const send = (fact: Fact): void => {
    const decision = oracleDecide(recorded, fact, []);
    if (decision.outcome === 'accepted') recorded.push(recordedAs(decision.fact, recorded.length));
  };
  send({ source: SOURCE, id: 'enrolment', ...enrolment });
  for (const { says, index } of facts) send({ source: SOURCE, id: `fact-${index}`, ...says });
  for (const { index } of retracted)
    send(retraction('FactRetracted', `retraction-${index}`, `fact-${index}`));
  return shown(recorded);
}
