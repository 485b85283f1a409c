import { IsIn } from 'class-validator';

/** What several routes may be asked in the same words. They stay text. */

export type Flag = 'true' | 'false';

export const IsFlag = (): PropertyDecorator =>
  IsIn(['true', 'false'], { message: '$property must be true or false' });

/** What comes first where it is not the order that a route has by itself. */
export type Order = 'newest';

export const IsOrder = (): PropertyDecorator =>
  IsIn(['newest'] satisfies Order[], {
    message: '$property must be newest, or be left out',
  });
