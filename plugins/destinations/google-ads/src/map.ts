import { isSkip, skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { clickConversion, type ClickConversion } from './click-upload/conversion.js';
import { conversionOf } from './conversion.js';
import { dataManagerEvent, type DataManagerEvent } from './data-manager/event.js';
import type { GoogleAdsSettings } from './settings.js';

/** A conversion on its way, in the form of the API it goes by. */
export type GoogleAdsItem = DataManagerItem | ClickUploadItem;

export interface DataManagerItem {
  readonly api: 'data_manager';
  /** Id of the conversion action; conversions of different actions travel in different requests. */
  readonly action: string;
  readonly event: DataManagerEvent;
}

export interface ClickUploadItem {
  readonly api: 'click_upload';
  readonly conversion: ClickConversion;
}

export function map(event: WarpEvent, settings: GoogleAdsSettings): GoogleAdsItem | Skip {
  const conversion = conversionOf(event, settings);
  if (isSkip(conversion)) return conversion;
  if (settings.api === 'data_manager')
    return { api: 'data_manager', action: conversion.action, event: dataManagerEvent(conversion, settings) };
  const upload = clickConversion(conversion, settings);
  return upload === undefined
    ? skip('google_ads_no_identifier', 'The older upload goes by clicks, e-mail addresses and phone numbers only; none is known.')
    : { api: 'click_upload', conversion: upload };
}
