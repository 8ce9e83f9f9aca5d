import {
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useRef } from 'react';

Chart.register(CategoryScale, LinearScale, LineController, LineElement, PointElement, Filler, Tooltip);

export interface LineChartProps {
  readonly labels: readonly string[];
  readonly values: readonly number[];
  /** What the values are; read to those who do not see the chart. */
  readonly title: string;
  /** Changes when the colours do. */
  readonly theme: string;
}

/** One line over time. */
export default function LineChart({ labels, values, title, theme }: LineChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    // Of the canvas and not of the page: in wp-admin the colours hold inside the panels only.
    const colour = (name: string): string => getComputedStyle(element).getPropertyValue(name).trim();
    const chart = new Chart(element, {
      type: 'line',
      data: {
        labels: [...labels],
        datasets: [
          {
            label: title,
            data: [...values],
            borderColor: colour('--accent'),
            backgroundColor: `${colour('--accent')}1f`,
            borderWidth: 2,
            pointRadius: values.length > 1 ? 0 : 3,
            pointHitRadius: 12,
            tension: 0.3,
            fill: true,
          },
        ],
      },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 250 },
        interaction: { mode: 'index', intersect: false },
        plugins: { tooltip: { displayColors: false } },
        scales: {
          x: { grid: { display: false }, border: { color: colour('--line') }, ticks: { color: colour('--faint'), maxRotation: 0, autoSkipPadding: 24 } },
          y: { beginAtZero: true, border: { display: false }, grid: { color: colour('--line') }, ticks: { color: colour('--faint'), precision: 0, maxTicksLimit: 5 } },
        },
      },
    });
    return () => chart.destroy();
  }, [labels, values, title, theme]);
  return <canvas ref={canvas} role="img" aria-label={title} />;
}
