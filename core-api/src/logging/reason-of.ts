/** SQLSTATE class of broken constraints: what stands in quotes is their names, the values are in the error's detail. */
const CONSTRAINTS = '23';

/**
 * What an error says, without what it repeats of the data: PostgreSQL, JSON.parse and others put the value they do not like into quotes, and it may
 * be an address or a name.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something that is no error was thrown.';
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && code.startsWith(CONSTRAINTS)) return error.message;
  return error.message.replace(/"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)/g, '“…”');
}
