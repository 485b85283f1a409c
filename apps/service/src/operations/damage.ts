import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '@app/event-store';
import type { UndecodableFact } from '@app/recording';
import { PinoLogger } from 'nestjs-pino';

/** Organizations whose facts cannot be read. One of them stops nothing but itself; operators are told. */
@Injectable()
export class Damage {
  readonly #streams = new Set<string>();

  constructor(private readonly logger: PinoLogger) {}

  get organizations(): number {
    return this.#streams.size;
  }

  readonly foundAnnouncement = ({ stream, revision }: StoredEvent, error: unknown): void => {
    this.#streams.add(stream);
    this.logger.error(
      { stream, revision, stack: error instanceof Error ? error.stack : String(error) },
      'an announcement cannot be read; it is not delivered',
    );
  };

  readonly found = ({ stream, revision, stack }: UndecodableFact): void => {
    this.#streams.add(stream);
    this.logger.error(
      { stream, revision, stack },
      'a fact cannot be read; its organization has no standing',
    );
  };
}
