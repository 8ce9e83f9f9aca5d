import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { caution, Icon } from '@wordpress/icons';
import '../tokens.css';
import './Fault.css';

export interface FaultProps {
  /** What did not work: “The sources could not be loaded.” */
  readonly title?: string;
  /** What happened, as the API says it. */
  readonly message: string;
  /** For whoever is asked for help: an error code, a request id. */
  readonly code?: string;
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
}

/** Something failed: what, why, and the way on. It stays in its own panel; the others go on. */
export const Fault = ({ title = __('This could not be loaded.', 'warp'), message, code, onRetry, retrying = false }: FaultProps) => (
  <div className="warp-fault" role="alert">
    <Icon icon={caution} size={24} />
    <div>
      <p className="warp-fault-title">{title}</p>
      <p className="warp-fault-text">{message}</p>
    </div>
    {(onRetry !== undefined || code !== undefined) && (
      <div className="warp-fault-actions">
        {onRetry !== undefined && (
          <Button variant="secondary" size="compact" disabled={retrying} accessibleWhenDisabled onClick={onRetry}>
            {retrying ? __('Trying again …', 'warp') : __('Try again', 'warp')}
          </Button>
        )}
        {code !== undefined && <code className="warp-fault-code">{code}</code>}
      </div>
    )}
  </div>
);
