import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { Database } from '@app/database';
import { optionIdsOf, type Program } from '@app/domain';
import {
  countOrganizations,
  type DirectoryPage,
  type DirectoryQuery,
  listOrganizations,
  OtherDirectoryPage,
} from '@app/projections';
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
    const passing = {
      ...filters,
      ...(option === undefined ? {} : { option }),
    };
    const page = await this.#page({
      ...passing,
      limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
      ...(after === undefined ? {} : { after: placeIn(after) }),
    });
    const { organizations, next } = page;
    return {
      organizations,
      ...(next === undefined ? {} : { next: cursorOf(next) }),
      ...(after === undefined ? { total: await countOrganizations(this.database, passing) } : {}),
    };
  }

  async #page(query: DirectoryQuery): Promise<DirectoryPage> {
    try {
      return await listOrganizations(this.database, query);
    } catch (error) {
      if (error instanceof OtherDirectoryPage) throw badCursor();
      throw error;
    }
  }
}

/** A cursor says where a page ended; callers hand it back as it is. */
function cursorOf(place: string): string {
  return Buffer.from(place).toString('base64url');
}

function placeIn(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(place) === cursor) return place;
  throw badCursor();
}

function badCursor(): Problem {
  const detail = 'after must be the next of another page, as it was given';
  return new Problem('invalid-parameter', detail, { errors: [{ pointer: '/after', detail }] });
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
