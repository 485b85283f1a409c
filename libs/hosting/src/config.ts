import { resolve } from 'node:path';
import { isMailAddress, type MailOptions } from '@app/alerting';
import { dayIn } from '@app/domain';
import ipaddr from 'ipaddr.js';
import {
  getMetadataStorage,
  IsIn,
  Matches,
  ValidateBy,
  ValidateIf,
  validateSync,
} from 'class-validator';
import { LOG_LEVELS, type LogLevel } from './log-levels.js';

/** What the environment says; the message of a failure says what is wrong with it and what is meant. */
class Environment {
  @Matches(/^[\x21-\x7e]{1,255}$/, { message: 'ASSAY_HOST must be a name or address to listen on' })
  ASSAY_HOST = '127.0.0.1';

  @IsPort() ASSAY_PORT = '3000';

  @Matches(/^[^\u0000]+$/, { message: 'ASSAY_DATA_DIR must be a path' })
  ASSAY_DATA_DIR = './data';

  @IfGiven()
  @Matches(/^(?:esdb|kurrentdb)(?:\+discover)?:\/\/.+/, {
    message:
      'ASSAY_EVENT_STORE must begin with esdb:// or esdb+discover:// (kurrentdb:// is taken for them); unset it for the embedded store',
  })
  ASSAY_EVENT_STORE?: string;

  @IfGiven()
  @Matches(/^postgres(?:ql)?:\/\/.+/, {
    message: 'ASSAY_DATABASE_URL must begin with postgres://; unset it for the embedded database',
  })
  ASSAY_DATABASE_URL?: string;

  @IsIn(['true', 'false'], { message: 'ASSAY_WORKER must be true or false' })
  ASSAY_WORKER = 'true';

  @IfGiven()
  @Matches(/^[\x21-\x7e]{32,512}$/, {
    message:
      'ASSAY_ADMIN_KEY must be at least 32 characters (at most 512), printable and without spaces',
  })
  ASSAY_ADMIN_KEY?: string;

  @IfGiven()
  @Matches(/^[^\u0000]+$/, { message: 'ASSAY_PROGRAMS must be a path' })
  ASSAY_PROGRAMS?: string;

  @IsTimeZone() ASSAY_TIMEZONE = 'UTC';

  @Matches(/^[1-9]\d{0,3}(?: *, *[1-9]\d{0,3})*$/, {
    message: 'ASSAY_AT_RISK_DAYS must be days such as 90,30,7',
  })
  ASSAY_AT_RISK_DAYS = '90,30,7';

  @IsIn(['true', 'false'], { message: 'ASSAY_WEBHOOK_ALLOW_PRIVATE must be true or false' })
  ASSAY_WEBHOOK_ALLOW_PRIVATE = 'false';

  @Matches(/^\d{1,9}$/, {
    message:
      'ASSAY_RATE_LIMIT must be how many requests a key may send in a minute; 0 = any number',
  })
  ASSAY_RATE_LIMIT = '600000';

  @Matches(/^[1-9]\d{0,4}$/, {
    message: 'ASSAY_ACCESS_RECORD_DAYS must be from 1 to 99999 days',
  })
  ASSAY_ACCESS_RECORD_DAYS = '400';

  @AreNetworks() ASSAY_TRUSTED_PROXIES = '';

  @IfGiven()
  @Matches(/^smtps?:\/\/[^\s]+$/, {
    message: 'ASSAY_SMTP_URL must begin with smtp:// or smtps://; unset it to send no mail',
  })
  ASSAY_SMTP_URL?: string;

  @IfGiven()
  @ValidateBy({
    name: 'isMailAddress',
    validator: {
      validate: (value) => isMailAddress(String(value)),
      defaultMessage: () => 'ASSAY_MAIL_FROM must be an address such as assay@example.com',
    },
  })
  ASSAY_MAIL_FROM?: string;

  @IsIn(LOG_LEVELS, { message: `ASSAY_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}` })
  ASSAY_LOG_LEVEL: LogLevel = 'info';
}

/** The names of all of them. */
export const VARIABLES: ReadonlySet<string> = new Set(
  getMetadataStorage()
    .getTargetValidationMetadatas(Environment, '', false, false)
    .map(({ propertyName }) => propertyName),
);

function IfGiven(): PropertyDecorator {
  return ValidateIf((_environment, value) => value !== undefined);
}

function IsPort(): PropertyDecorator {
  return ValidateBy({
    name: 'isPort',
    validator: {
      validate: (value) => /^\d{1,5}$/.test(String(value)) && Number(value) <= 65_535,
      defaultMessage: () => 'ASSAY_PORT must be from 0 to 65535; 0 takes a free one',
    },
  });
}

function IsTimeZone(): PropertyDecorator {
  return ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: isTimeZone,
      defaultMessage: () => 'ASSAY_TIMEZONE must be an IANA name such as Europe/Paris',
    },
  });
}

function isTimeZone(value: unknown): boolean {
  try {
    dayIn(String(value), Date.UTC(2000, 0, 1));
    return true;
  } catch {
    return false;
  }
}

function AreNetworks(): PropertyDecorator {
  return ValidateBy({
    name: 'areNetworks',
    validator: {
      validate: (value) => listOf(String(value)).every(isNetwork),
      defaultMessage: () =>
        'ASSAY_TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, separated by commas',
    },
  });
}

function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
  /** `undefined` = the embedded store in `dataDirectory`. */
  readonly eventStoreUrl?: string;
  /** `undefined` = the embedded read models in `dataDirectory`. */
  readonly databaseUrl?: string;
  /** The service does a worker's share of the work, too; `false` = workers alone do it. */
  readonly works: boolean;
  readonly adminKey?: string;
  /** The users' own editions; `undefined` = the built-in programs alone. */
  readonly programsFolder?: string;
  readonly timeZone: string;
  /** How many days before a lapse it is announced. */
  readonly atRiskDays: readonly number[];
  /** Receivers of alerts may be on private and loopback addresses. */
  readonly webhookAllowPrivate: boolean;
  /** Absent = no mail is sent. */
  readonly mail?: MailOptions;
  readonly logLevel: LogLevel;
  /** Requests a key may send in a minute; 0 = any number. */
  readonly rateLimit: number;
  /** For how many days it is kept who asked for what. */
  readonly accessRecordDays: number;
  /** Addresses and networks that may say where a request came from. */
  readonly trustedProxies: readonly string[];
}

/** The service cannot run as it is configured; the message says every reason. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
}

/** The configuration that the environment says. An empty variable counts as unset. Throws `ConfigRefused`. */
export function configFrom(variables: NodeJS.ProcessEnv): Config {
  const environment = new Environment();
  for (const [name, value] of Object.entries(variables)) {
    if (name.startsWith('ASSAY_') && value !== undefined && value !== '') {
      Object.assign(environment, { [name]: value });
    }
  }
  const problems = validateSync(environment).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );
  const refusal = refusedCombination(environment);
  if (refusal !== null) problems.push(refusal);
  if (problems.length > 0) throw new ConfigRefused(problems.join('\n'));
  return {
    host: environment.ASSAY_HOST,
    port: Number(environment.ASSAY_PORT),
    dataDirectory: resolve(environment.ASSAY_DATA_DIR),
    ...(environment.ASSAY_EVENT_STORE === undefined
      ? {}
      : { eventStoreUrl: environment.ASSAY_EVENT_STORE }),
    ...(environment.ASSAY_DATABASE_URL === undefined
      ? {}
      : { databaseUrl: environment.ASSAY_DATABASE_URL }),
    works: environment.ASSAY_WORKER === 'true',
    ...(environment.ASSAY_ADMIN_KEY === undefined ? {} : { adminKey: environment.ASSAY_ADMIN_KEY }),
    ...(environment.ASSAY_PROGRAMS === undefined
      ? {}
      : { programsFolder: resolve(environment.ASSAY_PROGRAMS) }),
    timeZone: environment.ASSAY_TIMEZONE,
    atRiskDays: environment.ASSAY_AT_RISK_DAYS.split(',').map(Number),
    webhookAllowPrivate: environment.ASSAY_WEBHOOK_ALLOW_PRIVATE === 'true',
    ...mailOf(environment),
    logLevel: environment.ASSAY_LOG_LEVEL,
    rateLimit: Number(environment.ASSAY_RATE_LIMIT),
    accessRecordDays: Number(environment.ASSAY_ACCESS_RECORD_DAYS),
    trustedProxies: listOf(environment.ASSAY_TRUSTED_PROXIES),
  };
}

function mailOf({ ASSAY_SMTP_URL, ASSAY_MAIL_FROM }: Environment): { mail?: MailOptions } {
  if (ASSAY_SMTP_URL === undefined || ASSAY_MAIL_FROM === undefined) return {};
  return { mail: { smtpUrl: ASSAY_SMTP_URL, from: ASSAY_MAIL_FROM } };
}

function refusedCombination({
  ASSAY_EVENT_STORE,
  ASSAY_DATABASE_URL,
  ASSAY_WORKER,
  ASSAY_SMTP_URL,
  ASSAY_MAIL_FROM,
}: Environment): string | null {
  if ((ASSAY_SMTP_URL === undefined) !== (ASSAY_MAIL_FROM === undefined)) {
    return 'ASSAY_SMTP_URL and ASSAY_MAIL_FROM go together: set both to send mail, or neither';
  }
  if (ASSAY_WORKER === 'false' && ASSAY_DATABASE_URL === undefined) {
    return 'ASSAY_WORKER=false without ASSAY_DATABASE_URL is refused: nobody else could do the work on embedded read models';
  }
  if (ASSAY_DATABASE_URL === undefined) return null;
  return ASSAY_EVENT_STORE === undefined
    ? 'ASSAY_DATABASE_URL without ASSAY_EVENT_STORE is refused: several instances cannot share an embedded event store. ' +
        'Set ASSAY_EVENT_STORE too, or unset ASSAY_DATABASE_URL'
    : null;
}
