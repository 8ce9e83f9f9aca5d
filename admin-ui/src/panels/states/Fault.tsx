import type { FieldError } from '../../api/types.js';

/** What the core says about a field, below its control. */
export function Fault({ errors, field }: { errors: readonly FieldError[]; field: string }) {
  const fault = errors.find((error) => error.field === field);
  return fault === undefined ? null : (
    <div className="field-error" role="alert">
      {fault.message}
    </div>
  );
}
