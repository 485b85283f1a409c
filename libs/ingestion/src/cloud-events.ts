import { type Fact, type FactType, FACT_TYPES, isFactType, IsText, MayBeAbsent } from '@app/domain';
import { IsIn, IsObject, ValidateBy } from 'class-validator';
import { declarationOf, type FieldProblem, isInstant, isJsonMediaType } from './declaration.js';
import { FACTS } from './validation.js';

/** One fact is at most this many bytes of JSON. */
export const MAX_FACT_BYTES = 65_536;

/** Why something that was sent is no fact. The codes are stable: callers branch on them. */
export interface FactProblem {
  readonly code:
    'malformed-json' | 'not-a-cloudevent' | 'type-unknown' | 'invalid-data' | 'fact-too-large';
  readonly detail: string;
  /** JSON Pointer into the event to the first bad field. */
  readonly pointer?: string;
  readonly errors?: readonly FieldProblem[];
}

export type FactOrProblem =
  | { readonly fact: Fact; readonly problem?: never }
  | {
      readonly problem: FactProblem;
      readonly fact?: never;
      /** The event's id, where it has one that can be shown. */
      readonly id?: string;
    };

/** What of a CloudEvent 1.0 is read; its other attributes are dropped. */
export class CloudEventEnvelope {
  @IsIn(['1.0'], { message: 'specversion must be "1.0"' }) specversion!: string;
  @IsText() id!: string;
  @IsText() source!: string;
  @IsText() type!: string;
  @IsObject({ message: 'data must be an object' }) data!: object;
  @MayBeAbsent()
  @ValidateBy({
    name: 'isJsonMediaType',
    validator: {
      validate: isJsonMediaType,
      defaultMessage: () => 'datacontenttype must be application/json, in UTF-8',
    },
  })
  datacontenttype?: string;
  @MayBeAbsent()
  @ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: () => 'time must be an RFC 3339 instant such as 2018-04-02T08:00:00Z',
    },
  })
  time?: string;
  @MayBeAbsent() @IsText() subject?: string;
  @MayBeAbsent() @IsText() traceparent?: string;
}

/** The envelope's schema, verdict and explanation. */
export const ENVELOPE = declarationOf(CloudEventEnvelope, { unknownFields: 'ignored', at: '' });

const ATTRIBUTES = Object.keys(ENVELOPE.schema.properties) as (keyof CloudEventEnvelope)[];

/** The fact that a parsed CloudEvent (JSON format, structured) carries, valid by itself; or why it carries none. */
export function factOfCloudEvent(event: unknown): FactOrProblem {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return problem('not-a-cloudevent', 'a CloudEvent is a JSON object');
  }
  const outcome = ENVELOPE.accepts(event)
    ? factOfEnvelope(event)
    : factOfAttributes(attributesOf(event as Readonly<Record<string, unknown>>));
  if (outcome.fact !== undefined) return outcome;
  const { id } = event as { readonly id?: unknown };
  return typeof id === 'string' && id.length <= 256 ? { ...outcome, id } : outcome;
}

function factOfAttributes(attributes: object): FactOrProblem {
  if (ENVELOPE.accepts(attributes)) return factOfEnvelope(attributes);
  return problemOfFields('not-a-cloudevent', ENVELOPE.explain(attributes));
}

function factOfEnvelope(envelope: CloudEventEnvelope): FactOrProblem {
  const { type, data } = envelope;
  if (!isFactType(type)) {
    const detail = `there is no fact type ${type}; there are ${FACT_TYPES.join(', ')}`;
    return problem('type-unknown', detail, '/type');
  }
  const declaration = FACTS[type];
  if (!declaration.accepts(data)) return problemOfFields('invalid-data', declaration.explain(data));
  return { fact: factWith(type, folded(type, data), envelope) };
}

/** The problem of a fact whose JSON is longer than `MAX_FACT_BYTES`. */
export function factTooLarge(): { readonly problem: FactProblem } {
  return problem('fact-too-large', `one fact is at most ${MAX_FACT_BYTES} bytes of JSON`);
}

/** `null` says that an attribute is not set (CloudEvents JSON format, 2.2). */
function attributesOf(event: Readonly<Record<string, unknown>>): object {
  const attributes: Record<string, unknown> = {};
  for (const name of ATTRIBUTES) {
    const value = event[name];
    if (value !== undefined && value !== null) attributes[name] = value;
  }
  return attributes;
}

/** Each attribute by its name: every line is read here, and to copy whatever there is takes longer. */
function factWith(type: FactType, data: object, beside: CloudEventEnvelope): Fact {
  const { source, id, time, subject, traceparent } = beside;
  const fact: Record<string, unknown> = { type, source, id, data };
  if (time !== undefined) fact['time'] = time;
  if (subject !== undefined) fact['subject'] = subject;
  if (traceparent !== undefined) fact['traceparent'] = traceparent;
  return fact as unknown as Fact;
}

/** Exams and certifications go by their names in upper case. */
export function folded(type: FactType, data: object): object {
  if (type === 'ExamPassed') {
    return { ...data, exam: (data as { exam: string }).exam.toUpperCase() };
  }
  if (type === 'CertificationEarned') {
    const { certification } = data as { certification: string };
    return { ...data, certification: certification.toUpperCase() };
  }
  return data;
}

function problemOfFields(
  code: 'not-a-cloudevent' | 'invalid-data',
  errors: readonly FieldProblem[],
): { readonly problem: FactProblem } {
  const [first] = errors;
  if (first === undefined) return problem(code, 'it is not what its declaration says');
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  return { problem: { code, detail: `${first.detail}${more}`, pointer: first.pointer, errors } };
}

function problem(
  code: FactProblem['code'],
  detail: string,
  pointer?: string,
): { readonly problem: FactProblem } {
  return { problem: { code, detail, ...(pointer === undefined ? {} : { pointer }) } };
}
