/** Knows which forms hold what is not saved yet, and lets the browser ask before the tab is closed or reloaded with them. */
export class DraftRegister {
  private readonly dirty = new Set<string>();

  get isEmpty(): boolean {
    return this.dirty.size === 0;
  }

  has(id: string): boolean {
    return this.dirty.has(id);
  }

  mark(id: string, isDirty: boolean): void {
    if (isDirty) this.dirty.add(id);
    else this.dirty.delete(id);
    // Only while it is needed: a page with this listener is not kept for going back.
    if (this.isEmpty) window.removeEventListener('beforeunload', askBrowser);
    else window.addEventListener('beforeunload', askBrowser);
  }
}

const askBrowser = (event: BeforeUnloadEvent): void => event.preventDefault();
