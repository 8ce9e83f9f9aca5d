import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../test/api/test-api.js';
import { emailOf, PASSWORD } from '../../test/api/world.js';
import type { Problem } from '../http/problem.js';
import { RedisConnections } from '../redis/redis.module.js';
import { LoginLimits } from './login-limits.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const logIn = (body: unknown, ip: string) => api.request('POST', '/api/auth/login', { body, headers: { 'x-forwarded-for': ip } });

/** As a log-in counts it, without its work. @returns the seconds to wait; 0: none */
const attempt = (email: string, ip: string): Promise<number> =>
  api.app
    .get(LoginLimits, { strict: false })
    .countTry({ email, ip })
    .then(() => 0, (problem: Problem) => Number(problem.headers['retry-after']));

describe('who tries to log in', () => {
  it('lets the owner in from elsewhere after two hundred wrong tries by strangers', async () => {
    const credentials = { email: emailOf('super_admin'), password: PASSWORD };
    for (let stranger = 0; stranger < 205; stranger++) expect(await attempt(credentials.email, `198.18.0.${stranger}`)).toBe(0);
    expect((await logIn({ ...credentials, password: 'wrong' }, '198.18.1.1')).status).toBe(401);
    expect((await logIn(credentials, '192.0.2.77')).status).toBe(200);
  });

  it.each([
    ['an IPv6 network of a household', (n: number) => `2001:db8:77:1::${(n + 1).toString(16)}`, '2001:db8:77:1:ffff::1', '2001:db8:77:2::1'],
    ['an IPv4 address in IPv6 spelling', (n: number) => (n % 2 === 0 ? '::ffff:203.0.113.90' : '203.0.113.90'), '::ffff:203.0.113.90', '203.0.113.91'],
  ])('takes %s for one', async (_, addressOf, same, other) => {
    const wrong = { email: 'nobody@example.org', password: 'wrong' };
    for (let n = 0; n < 10; n++) expect(await attempt(wrong.email, addressOf(n))).toBe(0);
    expect([(await logIn(wrong, same)).status, (await logIn(wrong, other)).status]).toEqual([429, 401]);
  });

  it('waits longer each time, for people who exist and people who do not alike', async () => {
    const redis = api.app.get(RedisConnections, { strict: false }).shared;
    const waits: number[][] = [];
    for (const email of [emailOf('agency_admin'), 'nobody.at.all@example.org']) {
      const ofEmail: number[] = [];
      for (let round = 0; round < 6; round++) {
        for (let n = 0; n < 10; n++) expect(await attempt(email, '203.0.113.60')).toBe(0);
        ofEmail.push(await attempt(email, '203.0.113.60'));
        // Tries during the wait do not lengthen it.
        expect(await attempt(email, '203.0.113.60')).toBeLessThanOrEqual(ofEmail.at(-1)!);
        // The wait is over; that there was one is remembered.
        const keys = await redis.keys('warp:login:*');
        await redis.del(...keys.filter((key) => !key.includes(':waits:')));
      }
      waits.push(ofEmail);
    }
    const doubled = [900, 1_800, 3_600, 7_200, 14_400, 14_400];
    expect(waits).toEqual([doubled, doubled]);
  });
});
