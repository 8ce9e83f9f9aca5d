/** Shows a person what is going on: a line when something begins, and its time when it is done. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  process.stdout.write(`  … ${title}`);
  try {
    const result = await work();
    finish('✓', title, begun);
    return result;
  } catch (error) {
    finish('✗', title, begun);
    throw error;
  }
}

function finish(mark: string, title: string, begun: number): void {
  const line = `  ${mark} ${title} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`;
  process.stdout.write(process.stdout.isTTY ? `\r${line}` : `\n${line}`);
}
