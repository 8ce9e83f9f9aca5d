import { useQuery } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import type { Right } from '../types.js';
import { FRESH_FOR } from './intervals.js';
import { keys } from './keys.js';

/** Who is logged in, and what they may do. */
export function useMe() {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.me, queryFn: () => api.me(), staleTime: FRESH_FOR.me });
}

/** Whether the person may do something; false until that is known. */
export const useRight = (right: Right): boolean => useMe().data?.rights.includes(right) ?? false;
