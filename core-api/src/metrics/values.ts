import { type Dimension, DIMENSIONS, OTHER, SLASH } from './schema.js';

/** Longer values are cut: they are part of the rollups' key. */
const MAX_VALUE = 600;

/** A value as a row has it. */
export const cutValue = (value: string): string => (value.length > MAX_VALUE ? value.slice(0, MAX_VALUE).toWellFormed() : value);

/**
 * The value of a dimension's row, of its parts: `splitValue` has them back as they were. A part that could be taken for the separator (a source
 * named `a / b`) is marked by a backslash.
 */
export function joinValue(dimension: Dimension, parts: readonly string[]): string {
  const { separator } = DIMENSIONS[dimension];
  return parts.length === 1 ? parts[0]! : (separator === SLASH ? parts.map(mark) : parts).join(separator);
}

/** The parts of a value, as many as the dimension has; one that is missing is empty. */
export function splitValue(dimension: Dimension, value: string): readonly string[] {
  const { parts } = DIMENSIONS[dimension];
  if (parts.length === 1) return [value];
  const pieces = piecesOf(dimension, value);
  return parts.map((_, place) => pieces[place] ?? '');
}

/** A value as people read it. */
export const readableValue = (dimension: Dimension, value: string): string =>
  DIMENSIONS[dimension].parts.length === 1 ? value : piecesOf(dimension, value).join(SLASH);

function piecesOf(dimension: Dimension, value: string): readonly string[] {
  const { separator } = DIMENSIONS[dimension];
  return separator === SLASH ? value.split(SLASH).map(unmark) : value.split(separator);
}

/** The value that stands for all further ones of a dimension, in the form of its values. */
export function otherValue(dimension: Dimension): string {
  if (dimension === 'product') return joinValue(dimension, ['', OTHER]);
  return dimension === 'source' ? joinValue(dimension, [OTHER, OTHER]) : OTHER;
}

const mark = (part: string): string => (part.includes('/') ? part.replace(/(?<= |^)(\\*\/)(?= |$)/g, '\\$1') : part);
const unmark = (part: string): string => (part.includes('\\') ? part.replace(/(?<= |^)\\(\\*\/)(?= |$)/g, '$1') : part);
