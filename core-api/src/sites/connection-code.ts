export interface CodeParts {
  /** Base address of this core. */
  readonly core: string;
  readonly scriptId: string;
  /** The site's signing secret. */
  readonly secret: Buffer;
  /** Left out: the WordPress can send events, but not read its figures. */
  readonly token?: string;
}

/** The line that a site's owner pastes into WordPress; wp-plugin/README.md gives the format. */
export function connectionCode({ core, scriptId, secret, token }: CodeParts): string {
  const fields = { core, script_id: scriptId, secret: secret.toString('base64url'), ...(token === undefined ? {} : { token }) };
  return Buffer.from(JSON.stringify(fields)).toString('base64url');
}
