import { Icon } from '@wordpress/icons';
import type { ComponentProps, ReactNode } from 'react';
import '../tokens.css';
import './EmptyState.css';

export interface EmptyStateProps {
  /** What there is none of, and where: “No purchases from 1 to 28 November”. */
  readonly title: string;
  /** Why, and what to do. */
  readonly children?: ReactNode;
  readonly icon?: ComponentProps<typeof Icon>['icon'];
  /** One button, seldom two. */
  readonly actions?: ReactNode;
}

/** Nothing to show: none in this range, none yet, none that fits the filters. */
export const EmptyState = ({ title, children, icon, actions }: EmptyStateProps) => (
  <div className="warp-empty">
    {icon !== undefined && <Icon icon={icon} size={32} />}
    <p className="warp-empty-title">{title}</p>
    {children !== undefined && <p className="warp-empty-text">{children}</p>}
    {actions !== undefined && <div className="warp-empty-actions">{actions}</div>}
  </div>
);
