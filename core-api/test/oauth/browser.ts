/** A person at a browser: logged in at the dashboard, with cookies that go where their path says. */
export interface Browser {
  /** A request of the dashboard, with the access token. */
  api<T = Record<string, unknown>>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<{ readonly status: number; readonly json: T; readonly text: string }>;
  /** Opens an address; is not redirected. */
  open(url: string): Promise<{ readonly status: number; readonly text: string; readonly location: string | null; readonly headers: Headers }>;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** @param core where Warp is */
export async function openBrowser(core: string, email: string, password: string): Promise<Browser> {
  const jar = new Map<string, Cookie>();

  const cookiesFor = (url: string): string => {
    const { origin, pathname } = new URL(url);
    if (origin !== core) return '';
    return [...jar.values()]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  };
  const remember = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const attribute = (wanted: string): string | undefined => attributes.find((text) => text.startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      if (attribute('Max-Age') === '0' || value === '') jar.delete(name);
      else jar.set(name, { name, value, path: attribute('Path') ?? '/' });
    }
  };
  const send = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: cookiesFor(url) } });
    if (new URL(url).origin === core) remember(response);
    return response;
  };

  const json = { 'content-type': 'application/json' };
  const login = await send(`${core}/api/auth/login`, { method: 'POST', headers: json, body: JSON.stringify({ email, password }) });
  const { access_token: token } = (await login.json()) as { access_token: string };

  return {
    api: async <T>(method: string, path: string, body?: object) => {
      const init = { method, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : json) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await send(`${core}${path}`, init);
      const text = await response.text();
      return { status: response.status, text, json: (text === '' ? undefined : JSON.parse(text)) as T };
    },
    open: async (url) => {
      const response = await send(url);
      return { status: response.status, text: await response.text(), location: response.headers.get('location'), headers: response.headers };
    },
  };
}
