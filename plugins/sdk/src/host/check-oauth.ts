/** What connecting an account is about: the owner's application, and the token that comes of it. */
const SETTINGS = ['client_id', 'client_secret', 'access_token'];

/** Everything wrong with a destination's `oauth`, in sentences. */
export function checkOAuth(oauth: unknown, settings: unknown): readonly string[] {
  if (!isObject(oauth)) return ['oauth must be an object.'];
  const { endpoints, scopes, keep = [], authorizeParams = {} } = oauth;
  const declared = isObject(settings) && isObject(settings['properties']) ? settings['properties'] : {};
  const needed = [...SETTINGS, ...(isTexts(keep) ? keep : [])];
  return [
    ...(typeof endpoints === 'function' ? [] : ['oauth.endpoints is missing.']),
    ...(isTexts(scopes) ? [] : ['oauth.scopes must be a list of texts.']),
    ...(isTexts(keep) ? [] : ['oauth.keep must be a list of names of settings.']),
    ...(isObject(authorizeParams) && isTexts(Object.values(authorizeParams)) ? [] : ['oauth.authorizeParams must hold texts.']),
    ...needed.filter((name) => !(name in declared)).map((name) => `settings must have ${name}, because an account is connected.`),
    ...(isObject(declared['access_token']) && declared['access_token']['writeOnly'] !== true ? ['settings.access_token must be secret.'] : []),
  ];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');
