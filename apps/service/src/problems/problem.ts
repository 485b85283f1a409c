import { type ProblemCode, PROBLEMS } from './catalogue.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export interface ProblemExtras {
  /** Where another than the code's own: a fact that is rejected alone is 422 whatever the reason. */
  readonly status?: number;
  readonly pointer?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  /** Seconds after which the same request may do better. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** What the service answers when it cannot do what was asked (RFC 9457). `detail` never holds personal data or a key. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail, { cause: extras.cause });
    this.status = extras.status ?? PROBLEMS[code][0];
  }

  get body(): ProblemBody {
    const { pointer, errors, members } = this.extras;
    return {
      type: `urn:assay:problem:${this.code}`,
      title: PROBLEMS[this.code][1],
      status: this.status,
      code: this.code,
      detail: this.detail,
      ...(pointer === undefined ? {} : { pointer }),
      ...(errors === undefined ? {} : { errors }),
      ...members,
    };
  }

  get headers(): Readonly<Record<string, string>> {
    const { retryAfter, headers } = this.extras;
    return {
      'content-type': PROBLEM_MEDIA_TYPE,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...headers,
    };
  }
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly pointer?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}
