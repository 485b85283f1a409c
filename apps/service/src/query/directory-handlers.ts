import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { Database } from '@app/database';
import { optionIdsOf, type Program } from '@app/domain';
import { listOrganizations } from '@app/projections';
import { Problem } from '../problems/problem.js';
import { DATABASE, PROGRAMS } from '../tokens.js';
import { AskOrganizations, AskPrograms } from './asked-classes.js';
import { programsShown } from './programs-shown.js';

const DEFAULT_LIMIT = 100;

@QueryHandler(AskOrganizations)
export class OrganizationsHandler implements IQueryHandler<AskOrganizations> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PROGRAMS) private readonly programs: () => readonly Program[],
  ) {}

  async execute(asked: AskOrganizations): Promise<QueryResult<AskOrganizations>> {
    const { after, limit, option, ...filters } = asked;
    const options = optionIdsOf(this.programs());
    if (option !== undefined && !options.includes(option)) {
      const detail = `there is no option ${option}; there are ${options.join(', ')}`;
      throw new Problem('option-unknown', detail);
    }
    const page = await listOrganizations(this.database, {
      ...filters,
      limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
      ...(option === undefined ? {} : { option }),
      ...(after === undefined ? {} : { after: organizationOf(after) }),
    });
    const { organizations, next } = page;
    return { organizations, ...(next === undefined ? {} : { next: cursorOf(next) }) };
  }
}

/** A cursor says where a page ended; callers hand it back as it is. */
function cursorOf(organizationId: string): string {
  return Buffer.from(organizationId).toString('base64url');
}

function organizationOf(cursor: string): string {
  const organizationId = Buffer.from(cursor, 'base64url').toString();
  if (/^[A-Za-z0-9._-]{1,64}$/.test(organizationId) && cursorOf(organizationId) === cursor) {
    return organizationId;
  }
  const detail = 'after must be the next of another page, as it was given';
  throw new Problem('invalid-parameter', detail, { errors: [{ pointer: '/after', detail }] });
}

@QueryHandler(AskPrograms)
export class ProgramsHandler implements IQueryHandler<AskPrograms> {
  #of: readonly Program[] | null = null;
  #shown: object = {};

  constructor(@Inject(PROGRAMS) private readonly programs: () => readonly Program[]) {}

  execute(): Promise<object> {
    const programs = this.programs();
    if (programs !== this.#of) {
      this.#of = programs;
      this.#shown = { programs: programsShown(programs) };
    }
    return Promise.resolve(this.#shown);
  }
}
