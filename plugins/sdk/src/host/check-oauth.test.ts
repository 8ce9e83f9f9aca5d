import { describe, expect, it } from '@jest/globals';
import { checkOAuth } from './check-oauth.js';
import { secret, text, Type } from '../author/settings.js';

const oauth = { endpoints: () => ({ authorize: 'https://v.example/a', token: 'https://v.example/t' }), scopes: ['write'], keep: ['instance_url'] };
const settings = Type.Object({ client_id: text('Client ID'), client_secret: secret('Secret'), access_token: secret('Token'), instance_url: Type.Optional(text('Instance')) });

describe('the check of how an account is connected', () => {
  it('finds nothing wrong with what is right', () => expect(checkOAuth(oauth, settings)).toEqual([]));

  it.each<[string, unknown, unknown, string]>([
    ['no object', true, settings, 'oauth must be an object.'],
    ['no addresses', { ...oauth, endpoints: undefined }, settings, 'oauth.endpoints is missing.'],
    ['one scope that is no list', { ...oauth, scopes: 'write' }, settings, 'oauth.scopes must be a list of texts.'],
    ['kept fields that are no list', { ...oauth, keep: 'instance_url' }, settings, 'oauth.keep must be a list of names of settings.'],
    ['parameters that are no texts', { ...oauth, authorizeParams: { prompt: true } }, settings, 'oauth.authorizeParams must hold texts.'],
    ['a kept field without a setting', { ...oauth, keep: ['hub_id'] }, settings, 'settings must have hub_id, because an account is connected.'],
    ['no settings for the application', oauth, Type.Object({ access_token: secret('Token') }), 'settings must have client_id, because an account is connected.'],
    ['a token everybody may read', oauth, Type.Object({ access_token: text('Token') }), 'settings.access_token must be secret.'],
  ])('finds %s', (_, given, declared, fault) => expect(checkOAuth(given, declared)).toContain(fault));
});
