import { MayBeAbsent } from '@app/domain';
import { IsIn, Matches } from 'class-validator';

const IsAttributeList = (): PropertyDecorator =>
  Matches(/^[A-Za-z0-9:.,_ $-]{1,1024}$/, { message: '$property must be a list of attributes' });

const IsInteger = (): PropertyDecorator =>
  Matches(/^-?\d{1,9}$/, { message: '$property must be a whole number' });

/** Which attributes an answer shows. */
export class Shown {
  @MayBeAbsent() @IsAttributeList() attributes?: string;
  @MayBeAbsent() @IsAttributeList() excludedAttributes?: string;
}

export class OneDefinition {
  @Matches(/^[A-Za-z0-9:._-]{1,256}$/, { message: 'name must be the name of a definition' })
  name!: string;
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
  /** Less than 1 is taken for 1, and a negative count for 0 (RFC 7644, section 3.4.2.4). */
  @MayBeAbsent() @IsInteger() startIndex?: string;
  @MayBeAbsent() @IsInteger() count?: string;
}
