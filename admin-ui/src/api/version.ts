/** The script this page began with; its name carries a hash of its content. */
const ownScript = (): string | undefined => document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src') ?? undefined;

/** Whether the core now serves another dashboard than the one that runs. Where that cannot be told: no. */
export async function isNewVersionThere(): Promise<boolean> {
  const script = ownScript();
  if (script === undefined) return false;
  const page = await fetch('/', { cache: 'no-store' }).catch(() => undefined);
  if (page === undefined || !page.ok) return false;
  return !(await page.text()).includes(script);
}
