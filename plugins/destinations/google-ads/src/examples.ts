import type { DestinationExample } from '@warp/plugin-sdk';
import { clickUploadExamples } from './examples/click-upload.js';
import { dataManagerExamples } from './examples/data-manager.js';
import type { GoogleAdsSettings } from './settings.js';

export const examples: readonly DestinationExample<GoogleAdsSettings>[] = [...dataManagerExamples, ...clickUploadExamples];
