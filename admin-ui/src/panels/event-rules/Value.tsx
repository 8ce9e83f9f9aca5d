import { SelectControl, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { type DraftValue, type Kind, KINDS } from './draft.js';

const KIND_NAMES: Readonly<Record<Kind, string>> = { text: __('Text', 'warp'), number: __('Number', 'warp'), switch: __('Yes or no', 'warp') };

export interface ValueProps {
  readonly value: DraftValue;
  /** Where only one kind makes sense. */
  readonly only?: Kind | undefined;
  readonly onChange: (value: DraftValue) => void;
}

/** A fixed value and what it is meant as. */
export function Value({ value: { kind: chosen, text }, only, onChange }: ValueProps) {
  const kind = only ?? chosen;
  return (
    <>
      {kind === 'switch' ? (
        <SelectControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          hideLabelFromVision
          label={__('Value', 'warp')}
          value={text === 'true' ? 'true' : 'false'}
          options={[
            { value: 'true', label: __('yes', 'warp') },
            { value: 'false', label: __('no', 'warp') },
          ]}
          onChange={(next) => onChange({ kind, text: next })}
        />
      ) : (
        <TextControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          hideLabelFromVision
          label={__('Value', 'warp')}
          placeholder={__('Value', 'warp')}
          inputMode={kind === 'number' ? 'decimal' : 'text'}
          autoComplete="off"
          value={text}
          onChange={(next) => onChange({ kind, text: next })}
        />
      )}
      {only === undefined && (
        <SelectControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          hideLabelFromVision
          label={__('Kind of value', 'warp')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: KIND_NAMES[value] }))}
          onChange={(next) => onChange({ kind: next, text: next === 'switch' ? String(text === 'true') : text })}
        />
      )}
    </>
  );
}
