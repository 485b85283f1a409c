import {
  AddressRefused,
  addressesOf,
  mailAddressOf,
  type NewReceiver,
  postableUrl,
  RECEIVABLE_TYPES,
  type ReceivableType,
  RECEIVER_FORMATS,
  type ReceiverFormat,
  type Resolve,
} from '@app/alerting';
import { IsId, type Language, LANGUAGES, MayBeAbsent } from '@app/domain';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Problem } from '../problems/problem.js';
import { badBody } from '../http/declared-body.js';

/** A list that names at least one, each once, or is left out. */
function IsShortList(): PropertyDecorator {
  return (target, property) => {
    ArrayUnique({ message: '$property must name each one once' })(target, property as string);
    ArrayMaxSize(1_000, { message: '$property must name at most 1,000' })(
      target,
      property as string,
    );
    ArrayNotEmpty({ message: '$property must name at least one, or be left out for all' })(
      target,
      property as string,
    );
    IsArray({ message: '$property must be a list' })(target, property as string);
  };
}

const LEAD = { each: true, message: 'leadDays must be whole numbers of days from 1 to 9999' };

/** What is wanted of alerts; whatever is absent leaves nothing out. */
export class WantedBody {
  @MayBeAbsent() @IsId({ each: true }) @IsShortList() organizations?: string[];

  /** `competency/option`, of those in force. */
  @MayBeAbsent()
  @Matches(/^[^\p{C}\p{Z}]{1,129}$/u, {
    each: true,
    message: 'options must be options in full: competency/option',
  })
  @IsShortList()
  options?: string[];

  /** Of what people read. */
  @MayBeAbsent()
  @IsIn(LANGUAGES, { message: `language must be one of ${LANGUAGES.join(', ')}` })
  language?: Language;
}

/** A receiver that is asked for. */
export class NewReceiverBody extends WantedBody {
  /** `https://`, `http://` or `mailto:`. */
  @Matches(/^[^\p{C}\p{Z}]{1,2048}$/u, {
    message: 'url must be 1 to 2,048 characters without spaces',
  })
  url!: string;

  @MayBeAbsent()
  @IsIn(RECEIVABLE_TYPES, {
    each: true,
    message: `types must be of ${RECEIVABLE_TYPES.join(', ')}`,
  })
  @IsShortList()
  types?: ReceivableType[];

  /** Of `tier.at-risk`: only with these days of notice. */
  @MayBeAbsent() @IsInt(LEAD) @Max(9_999, LEAD) @Min(1, LEAD) @IsShortList() leadDays?: number[];

  /** Absent = `email` for `mailto:`, else `standard-webhooks`. */
  @MayBeAbsent()
  @IsIn(RECEIVER_FORMATS, { message: `format must be one of ${RECEIVER_FORMATS.join(', ')}` })
  format?: ReceiverFormat;
}

export interface ReceiverGround {
  /** Every option there is, in full. */
  readonly options: readonly string[];
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
  /** Whether there is a server to send mail by. */
  readonly sendsMail: boolean;
}

export interface Warning {
  readonly code: 'not-encrypted' | 'not-resolved';
  readonly detail: string;
}

/** A resolver that does not answer keeps nobody waiting longer. */
const MAX_RESOLVING_MS = 3_000;

/** The receiver that `body` asks for, and what its owner should know. Throws a problem where it cannot be one. */
export async function receiverAsked(
  body: NewReceiverBody,
  ground: ReceiverGround,
): Promise<{ readonly wanted: NewReceiver; readonly warnings: readonly Warning[] }> {
  const { url, types, organizations, options, leadDays, language = 'en' } = body;
  refuseUnknownOptions(options, ground.options);
  const isMail = /^mailto:/i.test(url);
  const format = body.format ?? (isMail ? 'email' : 'standard-webhooks');
  if (isMail !== (format === 'email')) {
    const detail = isMail ? 'a mailto: URL has the format email' : 'email needs a mailto: URL';
    throw badBody([{ pointer: '/format', detail }]);
  }
  const wanted: NewReceiver = {
    url,
    format,
    language,
    ...(types === undefined ? {} : { types }),
    ...(organizations === undefined ? {} : { organizations }),
    ...(options === undefined ? {} : { options }),
    ...(leadDays === undefined ? {} : { leadDays }),
  };
  if (!isMail) return { wanted, warnings: await warningsOf(url, ground) };
  refuseMail(url, ground);
  return { wanted, warnings: [] };
}

/** Throws a problem that lists what there is. */
export function refuseUnknownOptions(
  options: readonly string[] | undefined,
  known: readonly string[],
): void {
  const errors = (options ?? []).flatMap((option, index) =>
    known.includes(option)
      ? []
      : [
          {
            pointer: `/options/${index}`,
            detail: `there is no option ${option}; there are ${known.join(', ')}`,
          },
        ],
  );
  if (errors.length > 0) throw badBody(errors.slice(0, 20));
}

function refuseMail(url: string, { sendsMail }: ReceiverGround): void {
  if (mailAddressOf(url) === null) {
    const detail = 'url must be mailto: and one address, and nothing else';
    throw badBody([{ pointer: '/url', detail }]);
  }
  if (sendsMail) return;
  throw new Problem(
    'mail-not-configured',
    'this service sends no mail: its operator has to set ASSAY_SMTP_URL and ASSAY_MAIL_FROM',
  );
}

async function warningsOf(
  text: string,
  { allowPrivate, resolve }: ReceiverGround,
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  try {
    const url = postableUrl(text, allowPrivate);
    if (url.protocol === 'http:') {
      const detail = 'on the way everybody can read what is sent: https is better';
      warnings.push({ code: 'not-encrypted', detail });
    }
    if (!(await resolves(url, { allowPrivate, resolve }))) {
      const detail = 'the name cannot be resolved now; it is tried again with every alert';
      warnings.push({ code: 'not-resolved', detail });
    }
    return warnings;
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    throw badBody([{ pointer: '/url', detail: `url is refused: ${error.message}` }]);
  }
}

/** `false` where there is no answer; rejects with `AddressRefused` for a wrong one. */
async function resolves(
  url: URL,
  options: { readonly allowPrivate: boolean; readonly resolve: Resolve },
): Promise<boolean> {
  const { promise: late, resolve: giveUp } = Promise.withResolvers<boolean>();
  const timer = setTimeout(giveUp, MAX_RESOLVING_MS, false);
  try {
    const resolved = addressesOf(url, options).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AddressRefused) throw error;
        return false;
      },
    );
    return await Promise.race([resolved, late]);
  } finally {
    clearTimeout(timer);
  }
}
