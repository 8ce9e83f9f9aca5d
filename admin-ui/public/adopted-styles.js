/**
 * Runs before everything else. The packages of @wordpress put their styles into the page as style elements with text, which the content
 * security policy refuses; but they share one register of them, which whoever is first may bring along. Ours hands each style to the
 * page as a sheet of its own, which no policy forbids (CSSOM). https://github.com/WordPress/gutenberg/tree/trunk/packages/style-runtime
 */
class AdoptedStyles extends Map {
  set(hash, css) {
    if (!this.has(hash)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
    }
    return super.set(hash, css);
  }
}

/** Whatever is asked for is in the page already. */
class Everything extends Set {
  has() {
    return true;
  }
}

globalThis.__wpStyleRuntime = {
  styles: new AdoptedStyles(),
  documents: new Map(),
  injectedStyles: new WeakMap([[document, new Everything()]]),
};
