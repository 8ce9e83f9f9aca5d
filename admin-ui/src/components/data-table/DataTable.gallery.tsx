import { useState } from 'react';
import { useFormat } from '../../format/FormatProvider.js';
import type { Gallery } from '../../../gallery/gallery.js';
import { EmptyState } from '../empty-state/EmptyState.js';
import type { Column } from './columns.js';
import { DataTable, type DataTableProps } from './DataTable.js';

interface Row {
  readonly id: number;
  readonly page: string;
  readonly visitors: number;
  readonly bounceRate: number | null;
  readonly revenue: number;
}

const row = (id: number): Row => ({ id, page: `/page-${id + 1}`, visitors: (id * 7_919) % 10_007, bounceRate: id % 9 === 0 ? null : ((id * 31) % 100) / 100, revenue: ((id * 131) % 5_000) / 4 });
const rows = (count: number, from = 0): readonly Row[] => Array.from({ length: count }, (_, index) => row(from + index));
const FEW: readonly Row[] = [{ ...row(1), page: '/a/long/path/that/goes/on/and/on/because/somebody/wanted/every/keyword/in/it?and=a&query=too' }, { ...row(2), page: '=cmd|calc' }, ...rows(5, 3)];

function Table(props: Partial<DataTableProps<Row>> & { readonly rows: readonly Row[] }) {
  const format = useFormat();
  const columns: readonly Column<Row>[] = [
    { id: 'page', title: 'Page', value: ({ page }) => page, sortable: true, width: 3 },
    { id: 'visitors', title: 'Visitors', value: ({ visitors }) => visitors, numeric: true, sortable: true },
    { id: 'bounce_rate', title: 'Bounce rate', value: ({ bounceRate }) => bounceRate, cell: ({ bounceRate }) => format.percent(bounceRate), numeric: true, sortable: true, wideOnly: true },
    { id: 'revenue', title: 'Revenue', value: ({ revenue }) => revenue, cell: ({ revenue }) => format.money(revenue), numeric: true, sortable: true },
  ];
  return <DataTable caption="Pages" columns={columns} keyOf={({ id }) => String(id)} {...props} />;
}

function Doors() {
  const [opened, setOpened] = useState('');
  return (
    <>
      <Table rows={FEW} hrefOf={({ page }) => `?open=${encodeURIComponent(page)}`} onOpen={({ page }) => setOpened(page)} isActive={({ page }) => page === opened} csvName="pages" sorting={{ column: 'visitors', direction: 'descending' }} />
      <p data-testid="opened">{opened}</p>
    </>
  );
}

function Many() {
  const [opened, setOpened] = useState('');
  return (
    <>
      <Table rows={TEN_THOUSAND} onOpen={({ page }) => setOpened(page)} csvName="pages" height={400} />
      <p data-testid="opened">{opened}</p>
    </>
  );
}
const TEN_THOUSAND = rows(10_000);

function ByScroll() {
  const [count, setCount] = useState(250);
  const [loading, setLoading] = useState(false);
  const onMore = (): void => {
    setLoading(true);
    setTimeout(() => {
      setCount((before) => before + 250);
      setLoading(false);
    }, 200);
  };
  return <Table rows={TEN_THOUSAND.slice(0, count)} total={1_000} height={300} more={{ is: 'scroll', hasMore: count < 1_000, loading, onMore }} />;
}

function ByPages() {
  const [page, setPage] = useState(1);
  return <Table rows={TEN_THOUSAND.slice((page - 1) * 5, Math.min(page * 5, 12))} total={12} more={{ is: 'pages', page, pageSize: 5, onPage: setPage }} />;
}

export const gallery: Gallery = {
  title: 'DataTable',
  examples: {
    'rows that open': Doors,
    '10,000 rows': Many,
    'more by scrolling': ByScroll,
    'page by page': ByPages,
    loading: () => <Table rows={[]} state={{ is: 'loading' }} />,
    'fetching newer ones': () => <Table rows={FEW} state={{ is: 'ready', stale: true }} />,
    failed: () => <Table rows={[]} state={{ is: 'failed', message: 'The Warp server did not answer within 30 seconds.', onRetry: () => undefined }} />,
    empty: () => <Table rows={[]} empty={<EmptyState title="No page was viewed from Nov 1 to 28">The last view was on Oct 30.</EmptyState>} />,
  },
};
