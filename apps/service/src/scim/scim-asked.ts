import { MayBeAbsent } from '@app/domain';
import { IsIn, Matches } from 'class-validator';
import { IsWholeNumber } from '../http/whole-number.js';

const IsAttributeList = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9:.,_ $-]{1,1024}$/, { message: '$property must be a list of attributes' });

/** Which attributes an answer shows. */
export class Shown {
  @MayBeAbsent() @IsAttributeList() attributes?: string;
  @MayBeAbsent() @IsAttributeList() excludedAttributes?: string;
}

export class OneUser extends Shown {
  @Matches(/^[A-Za-z0-9-]{1,64}$/, { message: 'userId must be the id of a user' }) userId!: string;
}

export class ListedUsers extends Shown {
  @MayBeAbsent()
  @Matches(/^[^\u0000]{1,1024}$/, { message: 'filter must be 1 to 1024 characters' })
  filter?: string;
  @MayBeAbsent() @IsAttributeList() sortBy?: string;
  @MayBeAbsent()
  @IsIn(['ascending', 'descending'], { message: 'sortOrder must be ascending or descending' })
  sortOrder?: string;
  @MayBeAbsent() @IsWholeNumber(0, 1_000_000) startIndex?: string;
  @MayBeAbsent() @IsWholeNumber(0, 1_000_000) count?: string;
}
