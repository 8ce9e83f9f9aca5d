import { TabPanel } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState, type ReactElement } from 'react';
import { type Range, RangePicker, RANGES } from '../../../admin-ui/src/panels/range-picker/RangePicker.js';
import { CompaniesTab } from './CompaniesTab.js';
import { FiguresTab } from './FiguresTab.js';
import { HealthTab } from './HealthTab.js';
import { LiveTab } from './LiveTab.js';

/** What a tab is given. */
export interface TabProps {
  readonly range: Range;
}

interface Tab {
  readonly name: string;
  readonly title: string;
  /** Whether the period matters to it. */
  readonly hasRange: boolean;
  readonly draw: (props: TabProps) => ReactElement;
}

const TABS: readonly Tab[] = [
  { name: 'overview', title: __('Overview', 'warp'), hasRange: true, draw: (props) => <FiguresTab {...props} show="overview" /> },
  { name: 'live', title: __('Live', 'warp'), hasRange: false, draw: () => <LiveTab /> },
  { name: 'sources', title: __('Sources', 'warp'), hasRange: true, draw: (props) => <FiguresTab {...props} show="sources" /> },
  { name: 'pages', title: __('Pages', 'warp'), hasRange: true, draw: (props) => <FiguresTab {...props} show="pages" /> },
  { name: 'companies', title: __('Companies', 'warp'), hasRange: false, draw: () => <CompaniesTab /> },
  { name: 'health', title: __('Health', 'warp'), hasRange: false, draw: () => <HealthTab /> },
];

/** The Warp page of wp-admin. */
export function Room() {
  const [range, setRange] = useState<Range>(RANGES[1]);
  return (
    <TabPanel tabs={TABS.map(({ name, title }) => ({ name, title }))}>
      {({ name }) => {
        const tab = TABS.find((known) => known.name === name) ?? TABS[0]!;
        return (
          <div className="warp-stack" key={name}>
            {tab.hasRange && (
              <div>
                <RangePicker range={range} onChange={setRange} />
              </div>
            )}
            {tab.draw({ range })}
          </div>
        );
      }}
    </TabPanel>
  );
}
