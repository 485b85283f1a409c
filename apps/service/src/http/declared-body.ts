import { type Type, type ValidationError, ValidationPipe } from '@nestjs/common';
import { Problem } from '../problems/problem.js';

const MAX_ERRORS = 20;

/** Makes a body an instance of the class that it is declared with. Throws the problem `invalid-body` with every field that is not valid. */
export function declaredBody(declared: Type): ValidationPipe {
  return new ValidationPipe({
    expectedType: declared,
    validateCustomDecorators: true,
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: badBody,
  });
}

function badBody(errors: ValidationError[]): Problem {
  const fields = errors.slice(0, MAX_ERRORS).map(({ property, constraints }) => ({
    pointer: `/${property}`,
    detail: Object.values(constraints ?? {}).at(-1) ?? `${property} is not valid`,
  }));
  return new Problem('invalid-body', fields[0]?.detail ?? 'the body must be an object', {
    errors: fields,
  });
}
