import { ValidateIf } from 'class-validator';

/** A field that may be left out. Unlike `IsOptional`, null is not taken for absent: it meets the field's other rules. */
export const Optional = (): PropertyDecorator => ValidateIf((_body, value: unknown) => value !== undefined);
