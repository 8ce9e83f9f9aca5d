import { __ } from '@wordpress/i18n';
import { createContext, useContext, useEffect, useId, useMemo, useState } from 'react';
import { DraftRegister } from './draft-register.js';

/** How the host asks before a draft is lost. */
export interface Drafts {
  readonly register: DraftRegister;
  /** Asks whether a draft may be lost, and goes on if so. */
  readonly ask: (proceed: () => void) => void;
}

/** Of a host without navigation of its own, such as wp-admin. */
const PLAIN: Drafts = {
  register: new DraftRegister(),
  ask: (proceed) => {
    if (window.confirm(__('Leave without saving your changes?', 'warp'))) proceed();
  },
};

export const DraftsContext = createContext<Drafts>(PLAIN);

export interface Draft {
  /** Closes the form, after the question whether what is not saved may be lost. */
  readonly leave: (close: () => void) => void;
  /** It is saved: from here on nothing asks. */
  readonly clear: () => void;
}

/** Says whether a form holds what is not saved yet: leaving the page then asks first. */
export function useDraft(isDirty: boolean): Draft {
  const id = useId();
  const { register, ask } = useContext(DraftsContext);
  useEffect(() => {
    register.mark(id, isDirty);
    return () => register.mark(id, false);
  }, [register, id, isDirty]);
  return useMemo(
    () => ({
      leave: (close) => (register.has(id) ? ask(close) : close()),
      clear: () => register.mark(id, false),
    }),
    [register, ask, id],
  );
}

export interface TypedDraft extends Draft {
  /** For the element around the form. */
  readonly onInput: () => void;
}

/** The draft of a form in which anything was typed or chosen. */
export function useTypedDraft(): TypedDraft {
  const [isDirty, setDirty] = useState(false);
  const draft = useDraft(isDirty);
  return useMemo(() => ({ ...draft, onInput: () => setDirty(true) }), [draft]);
}
