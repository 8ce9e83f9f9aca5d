/** Asks until the answer satisfies, for at most so long. @throws with the last answer */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean, ms = 45_000): Promise<T> {
  const endAt = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > endAt) throw new Error(`It did not happen within ${ms} ms; the last answer: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
