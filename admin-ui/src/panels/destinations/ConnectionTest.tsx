import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { Destination, TestResult } from '../../api/types.js';

/** @param send whether a marked event may be sent, where the destination has no other test */
export type OnTest = (destination: Destination, send: boolean) => Promise<TestResult>;

/** A destination's test under way, and what came of it. */
export interface ConnectionTest {
  readonly busy: boolean;
  readonly result: TestResult | undefined;
  readonly run: (send?: boolean) => void;
  readonly forget: () => void;
}

export function useConnectionTest(destination: Destination, onTest: OnTest): ConnectionTest {
  const [result, setResult] = useState<TestResult>();
  const [busy, setBusy] = useState(false);
  const test = async (send: boolean): Promise<void> => {
    setBusy(true);
    setResult(await onTest(destination, send).catch((error: Error) => ({ ok: false, code: 'error', message: error.message })));
    setBusy(false);
  };
  return { busy, result, run: (send = false) => void test(send), forget: () => setResult(undefined) };
}

/** What a test said; or the question whether to send an event, where nothing else tells. */
export function TestOutcome({ test: { result, busy, run, forget } }: { test: ConnectionTest }) {
  if (result === undefined) return null;
  if (result.code !== 'cannot_test_without_sending')
    return (
      <div className={result.ok ? 'notice good' : 'notice bad'} role="status">
        {result.ok ? `✓ ${result.message}` : result.message}
      </div>
    );
  return (
    <div className="notice warn" role="alertdialog" aria-label={__('Send a test event?', 'warp')}>
      <div>{result.message}</div>
      <div className="answers">
        <Button size="small" variant="secondary" isBusy={busy} disabled={busy} onClick={() => run(true)}>
          {__('Send a test event', 'warp')}
        </Button>
        <Button size="small" variant="tertiary" disabled={busy} onClick={forget}>
          {__('Cancel', 'warp')}
        </Button>
      </div>
    </div>
  );
}
