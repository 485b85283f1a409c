import { IsBusinessDay, IsId, IsText, MayBeAbsent } from '@app/domain';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  ValidateBy,
  type ValidationArguments,
} from 'class-validator';
import { type Role, ROLES } from './keys.js';

/** A key that is asked for, of a service or of the command. */
export class NewKey {
  @IsText() name!: string;

  @IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` })
  role!: Role;

  /** Absent = every organization. */
  @MayBeAbsent()
  @IsArray({ message: 'organizations must be a list' })
  @ArrayNotEmpty({ message: 'organizations must name at least one, or be left out for all' })
  @ArrayMaxSize(1_000, { message: 'organizations must name at most 1,000' })
  @ArrayUnique({ message: 'organizations must name each one once' })
  @IsId({ each: true })
  @IsNotForAdmin()
  organizations?: readonly string[];

  /** First day it no longer works; absent = works for good. */
  @MayBeAbsent() @IsBusinessDay() expiresOn?: string;
}

/** An administrator can make keys, so a limit on its organizations would be none. */
function IsNotForAdmin(): PropertyDecorator {
  return ValidateBy({
    name: 'isNotForAdmin',
    validator: {
      validate: (_value, args?: ValidationArguments) =>
        (args?.object as Partial<NewKey> | undefined)?.role !== 'admin',
      defaultMessage: () => "an administrator's key cannot be limited to organizations",
    },
  });
}
