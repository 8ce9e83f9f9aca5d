import { isObject } from '../collect/parse-body.js';
import { invalid } from '../http/problem.js';

/** One mending of a failed event. `field` is a wire name such as `event_data.value`; `items[]` stands for every item of a list. */
export type FieldChange =
  | { readonly op: 'set'; readonly field: string; readonly value: unknown }
  /** @param to a wire name; with `[]` in the field, one beside it */
  | { readonly op: 'rename'; readonly field: string; readonly to: string }
  | { readonly op: 'remove'; readonly field: string };

type Fields = Readonly<Record<string, unknown>>;

/** The event with the changes made in their order; the given one stays as it is. Pure. */
export const applyChanges = (event: unknown, changes: readonly FieldChange[]): unknown => changes.reduce<unknown>(applyChange, event);

function applyChange(event: unknown, change: FieldChange): unknown {
  if (!isObject(event)) return event;
  if (change.op !== 'rename') {
    const value = change.op === 'set' ? change.value : undefined;
    return update(event, change.field.split('.'), (parent, name) => withField(parent, name, value), change.op === 'set');
  }
  const { field, to } = change;
  if (parentOf(field) === parentOf(to))
    return update(event, field.split('.'), (parent, name) => (Object.hasOwn(parent, name) ? withField(withField(parent, name, undefined), nameOf(to), parent[name]) : parent), false);
  const value = fieldOf(event, field.split('.'));
  return value === undefined ? event : applyChange(applyChange(event, { op: 'remove', field }), { op: 'set', field: to, value });
}

/** @param makes whether objects on the way that are missing are made */
function update(fields: Fields, [first = '', ...rest]: readonly string[], change: (parent: Fields, name: string) => Fields, makes: boolean): Fields {
  if (rest.length === 0) return change(fields, first);
  const isList = first.endsWith('[]');
  const name = isList ? first.slice(0, -2) : first;
  const inner = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (isList)
    return Array.isArray(inner) ? withField(fields, name, inner.map((item: unknown) => (isObject(item) ? update(item, rest, change, makes) : item))) : fields;
  if (isObject(inner)) return withField(fields, name, update(inner, rest, change, makes));
  return makes ? withField(fields, name, update({}, rest, change, makes)) : fields;
}

/** Not by assignment: a field may be called `__proto__`. */
function withField(fields: Fields, name: string, value: unknown): Fields {
  const others = Object.entries(fields).filter(([key]) => key !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

const fieldOf = (event: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), event);

const parentOf = (field: string): string => field.slice(0, Math.max(0, field.lastIndexOf('.')));
const nameOf = (field: string): string => field.slice(field.lastIndexOf('.') + 1);

/** What a request says of a change, before it is known to be one. */
export interface GivenChange {
  readonly op: FieldChange['op'];
  readonly field: string;
  readonly value?: unknown;
  readonly to?: string;
}

/** @throws Problem 400 naming field and rule */
export function checkedChange({ op, field, value, to }: GivenChange, index: number): FieldChange {
  const fault = (name: string, rule: string, sentence: string) =>
    invalid([{ field: `changes.${index}.${name}`, rule, message: `changes.${index}.${name} ${sentence}` }]);
  if (op === 'remove') return { op, field };
  if (op === 'set') {
    if (value === undefined) throw fault('value', 'required', 'is needed to set a field.');
    return { op, field, value };
  }
  if (to === undefined) throw fault('to', 'required', 'is needed to rename a field.');
  if (`${field}${to}`.includes('[]') && parentOf(field) !== parentOf(to)) throw fault('to', 'beside', 'must be beside the field it renames, in the same list.');
  return { op, field, to };
}
