import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as argon2 from '@node-rs/argon2';
import type { TestApi } from '../../test/api/test-api.js';

/** The hashes that a password was compared with since the last look. */
const compared: string[] = [];
jest.unstable_mockModule('@node-rs/argon2', () => ({
  ...argon2,
  verify: (hashed: string, password: string) => {
    compared.push(hashed);
    return argon2.verify(hashed, password);
  },
}));
// After the line above, so that the core takes the counting one.
const { startTestApi } = await import('../../test/api/test-api.js');
const { emailOf, PASSWORD } = await import('../../test/api/world.js');

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** What argon2 had to do for each comparison of one log-in: variant, version, memory, passes and lanes, as its PHC string says. */
async function workOf(email: string, password: string): Promise<string[]> {
  compared.length = 0;
  await api.request('POST', '/api/auth/login', { body: { email, password } });
  return compared.map((hashed) => hashed.split('$').slice(1, 4).join(' '));
}

describe('the work of a log-in', () => {
  const once = ['argon2id v=19 m=19456,t=2,p=1'];

  it.each([
    ['the right password', 'client_user', PASSWORD],
    ['a wrong password', 'client_user', 'wrong'],
    ['an unknown person, so that the time of an answer tells nothing', 'nobody', 'wrong'],
  ])('is one comparison of the same cost for %s', async (_, name, password) => {
    expect(await workOf(name === 'client_user' ? emailOf(name) : `${name}@example.org`, password)).toEqual(once);
  });
});
