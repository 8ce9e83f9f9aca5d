import { __ } from '@wordpress/i18n';
import type { SiteAnalytics } from '../../api/types.js';
import { BarList } from '../../components/BarList.js';
import { Card } from '../../components/Card.js';

/** Which pages are looked at, where visits begin and end, and where they convert. */
export function Pages({ data }: { data: SiteAnalytics }) {
  const { top, entry, exit, conversion } = data.pages;
  const lists = [
    { title: __('Top pages', 'warp'), pages: top },
    { title: __('Entry pages', 'warp'), pages: entry },
    { title: __('Exit pages', 'warp'), pages: exit },
    { title: __('Pages with conversions', 'warp'), pages: conversion },
  ];
  return (
    <div className="columns">
      {lists.map(({ title, pages }) => (
        <Card key={title} title={title}>
          <BarList bars={pages.map(({ path, count }) => ({ name: path, value: count }))} most={10} />
        </Card>
      ))}
    </div>
  );
}
