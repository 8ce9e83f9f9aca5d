import { useQuery } from '@tanstack/react-query';
import { isNewVersionThere } from '../version.js';
import { INTERVALS } from './intervals.js';
import { keys } from './keys.js';

/** Whether a newer dashboard was installed since this one was opened. */
export const useNewVersion = (): boolean =>
  useQuery({ queryKey: keys.version, queryFn: isNewVersionThere, initialData: false, staleTime: INTERVALS.version, refetchInterval: INTERVALS.version }).data;
