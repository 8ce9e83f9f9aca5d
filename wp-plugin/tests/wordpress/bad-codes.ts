import { connectionCode } from './stand-in-core.js';

const good = { core: 'https://warp.example.com', script_id: 'shop4711', secret: 'A'.repeat(43) };

/** Connection codes with one fault each, and the sentence that a person must get for it. */
export const BAD_CODES = [
  {
    fault: 'characters of another alphabet',
    code: 'not a code!',
    sentence: 'Connection code: it may hold only letters, digits, hyphens and underscores.',
  },
  {
    fault: 'its end cut off',
    code: connectionCode(good).slice(0, -20),
    sentence: 'Connection code: it is damaged or cut off.',
  },
  {
    fault: 'no secret',
    code: connectionCode({ core: good.core, script_id: good.script_id }),
    sentence: 'The connection code lacks the field secret.',
  },
  {
    fault: 'a number for a script id',
    code: connectionCode({ ...good, script_id: 4711 }),
    sentence: 'the field script_id must be text.',
  },
  {
    fault: 'a path for a script id',
    code: connectionCode({ ...good, script_id: '../../admin' }),
    sentence: 'the field script_id must be 1 to 50 letters, digits, hyphens or underscores.',
  },
  {
    fault: 'plain http to a public host',
    code: connectionCode({ ...good, core: 'http://warp.example.com' }),
    sentence: 'the field core must be an https address',
  },
  {
    fault: 'a script for a core',
    code: connectionCode({ ...good, core: 'javascript:alert(1)' }),
    sentence: 'the field core must be a web address',
  },
  {
    fault: 'a password in the address',
    code: connectionCode({ ...good, core: 'https://user:password@warp.example.com' }),
    sentence: 'the field core must be an address without user name, query or fragment.',
  },
  {
    fault: 'a short secret',
    code: connectionCode({ ...good, secret: 'abc' }),
    sentence: 'the field secret must be 43 letters, digits, hyphens or underscores.',
  },
  {
    fault: 'a token of another kind',
    code: connectionCode({ ...good, token: `warp_key_${'A'.repeat(43)}` }),
    sentence: 'the field token must be “warp_site_” and 43 letters, digits, hyphens or underscores.',
  },
] as const;
