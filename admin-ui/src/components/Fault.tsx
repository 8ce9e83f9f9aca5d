import { useEffect, useRef } from 'react';
import type { FieldError } from '../api/types.js';

/** What the core says about a field, below its control; it comes into sight by itself. */
export function Fault({ errors, field }: { errors: readonly FieldError[]; field: string }) {
  const fault = errors.find((error) => error.field === field);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void element.current?.scrollIntoView({ block: 'nearest' });
  }, [fault]);
  return fault === undefined ? null : (
    <div className="field-error" role="alert" ref={element}>
      {fault.message}
    </div>
  );
}
