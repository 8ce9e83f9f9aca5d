import type { Colours } from './colours.js';

const MARGIN = 24;
const TITLE = 32;

/** The chart as a PNG that stands on its own: with its title, and on the page's ground instead of none. */
export function pictureOf(canvas: HTMLCanvasElement, title: string, { paper, text }: Colours): Promise<Blob | null> {
  const scale = canvas.width / Math.max(1, canvas.clientWidth);
  const picture = document.createElement('canvas');
  picture.width = canvas.width + 2 * MARGIN * scale;
  picture.height = canvas.height + (2 * MARGIN + TITLE) * scale;
  const context = picture.getContext('2d');
  if (context === null) return Promise.resolve(null);
  context.fillStyle = paper;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = text;
  context.font = `600 ${15 * scale}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.fillText(title, MARGIN * scale, MARGIN * scale);
  context.drawImage(canvas, MARGIN * scale, (MARGIN + TITLE) * scale);
  return new Promise((resolve) => picture.toBlob(resolve, 'image/png'));
}
