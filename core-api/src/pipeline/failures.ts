/** SQLSTATE classes that speak of the server, not of the data: connection, resources, intervention, system, rollback (deadlock). */
const TRANSIENT_CLASSES = ['08', '53', '57', '58', '40'];

const NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'];

/** Whether the same work may succeed later unchanged. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && code.length === 5) return TRANSIENT_CLASSES.includes(code.slice(0, 2));
  if (typeof code === 'string') return NETWORK_CODES.includes(code);
  // pg reports these without a code.
  return /connection|terminated|timeout/i.test(error.message);
}
