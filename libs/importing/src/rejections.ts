import type { Fact } from '@app/domain';
import type { RowReject } from '@app/ingestion';

interface Rejection {
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
}

/** What a decider's rejection says of a row. */
export function rejectOfDecision(fact: Fact, { code, detail, pointer }: Rejection): RowReject {
  const name = pointer?.split('/')[2] ?? null;
  const value: unknown =
    name === null ? '' : (fact.data as unknown as Record<string, unknown>)[name];
  return {
    code,
    column: name,
    value: typeof value === 'string' ? value : '',
    reason: detail,
    mendBy: mendOf(fact, code, detail),
  };
}

function mendOf(fact: Fact, code: string, detail: string): string {
  const { data } = fact;
  switch (code) {
    case 'organization-unknown':
      return `enrol ${'organizationId' in data ? data.organizationId : 'the organization'}, or map what names it to one that is enrolled`;
    case 'organization-not-allowed':
      return 'use a key that is not limited to other organizations';
    case 'exchange-rate-missing':
      return `publish rates for ${'currency' in data ? data.currency : 'the currency'}: assay import eurofxref-hist.csv`;
    case 'currency-unknown':
      return `mend the currency ${'currency' in data ? data.currency : ''}, which ISO 4217 does not have`;
    case 'exam-pass-exists':
    case 'certification-exists':
    case 'booking-exists':
      return 'leave one of the rows that contradict each other';
    default:
      return code === 'invalid-data'
        ? `mend the rows: ${detail}`
        : `see what ${code} means: ${detail}`;
  }
}
