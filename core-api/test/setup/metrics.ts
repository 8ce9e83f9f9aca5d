/** Opens /metrics of every process that tests start. */
export const METRICS_TOKEN = 'metrics-token-of-the-tests';

/** Prometheus' text of a process. */
export async function readMetrics(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  return answer.text();
}
