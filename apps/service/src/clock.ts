import { Inject, Injectable } from '@nestjs/common';
import { type Day, dayIn } from '@app/domain';
import type { Config } from '@app/hosting';
import { CONFIG } from './tokens.js';

/** The one place where the service asks what day it is. */
@Injectable()
export class Clock {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The current date in `ASSAY_TIMEZONE`. */
  readonly today = (): Day => dayIn(this.config.timeZone, Date.now());
}
