/** The picture of the map: SVG without styles or scripts, from the district's own data. Nothing is asked of anybody else. */
import { type Landmark, type MapView, mapSide, type Point, pixelOf } from '../model/view.ts';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
const round = (n: number) => Math.round(n * 10) / 10;

/** `marked`: the point that is chosen; `metres`: how far around it something reaches. */
export function mapPicture(
  landmarks: readonly Landmark[],
  view: MapView,
  marked: Point | undefined,
  metres = 0,
): string {
  const parts = [`<rect width="${mapSide}" height="${mapSide}" fill="#f4f2ec"/>`];
  const at = ([latitude, longitude]: readonly [number, number]) => pixelOf(view, { latitude, longitude });
  for (const { kind, points } of landmarks) {
    if (kind !== 'area' && kind !== 'line') continue;
    const line = points.map(at).map(({ x, y }) => `${round(x)} ${round(y)}`);
    if (kind === 'area') parts.push(`<path d="M${line.join('L')}Z" fill="#fff" stroke="#8a8576" stroke-width="1"/>`);
    else parts.push(`<path d="M${line.join('L')}" fill="none" stroke="#7a9bb0" stroke-width="2"/>`);
  }
  parts.push(...places(landmarks, view), ...scale(view));
  if (marked) {
    const { x, y } = pixelOf(view, marked);
    const reach = `cx="${round(x)}" cy="${round(y)}" r="${round((metres / view.span) * mapSide)}"`;
    if (metres > 0)
      parts.push(`<circle ${reach} fill="#b3261e" fill-opacity="0.15" stroke="#b3261e" stroke-dasharray="5 3"/>`);
    parts.push(
      `<g fill="none" stroke="#b3261e" stroke-width="2.5"><circle cx="${round(x)}" cy="${round(y)}" r="9"/>`,
      `<path d="M${round(x)} ${round(y - 15)}v9M${round(x)} ${round(y + 6)}v9M${round(x - 15)} ${round(y)}h9M${round(x + 6)} ${round(y)}h9"/></g>`,
    );
  }
  parts.push(`<rect x="0.5" y="0.5" width="${mapSide - 1}" height="${mapSide - 1}" fill="none" stroke="#8a8576"/>`);
  const box = `width="${mapSide}" height="${mapSide}" viewBox="0 0 ${mapSide} ${mapSide}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} font-family="system-ui, 'Noto Sans CJK SC', sans-serif" font-size="12">${parts.join('')}</svg>`;
}

/** Names where there is room for them, in the order of the file: the first comes first. */
function places(landmarks: readonly Landmark[], view: MapView): string[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  return landmarks.flatMap(({ kind, name, points: [first] }) => {
    if (kind !== 'place' || !first || name === null) return [];
    const { x, y } = pixelOf(view, { latitude: first[0], longitude: first[1] });
    if (x < 0 || y < 0 || x > mapSide || y > mapSide) return [];
    const dot = `<circle cx="${round(x)}" cy="${round(y)}" r="3" fill="#24423a"/>`;
    const wide = [...name].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 12 : 6.6), 0);
    const left = x + 6 + wide > mapSide ? x - 6 - wide : x + 6;
    const box = { left, right: left + wide, top: y - 8, bottom: y + 6 };
    const hits = taken.some(
      (t) => t.left < box.right && box.left < t.right && t.top < box.bottom && box.top < t.bottom,
    );
    if (hits || left < 0) return [dot];
    taken.push(box);
    const text = `<text x="${round(left)}" y="${round(y + 4)}" fill="#1d1d1b" stroke="#f4f2ec" stroke-width="3" paint-order="stroke">${escaped(name)}</text>`;
    return [dot, text];
  });
}

/** A bar of a round length, a fifth to a half of the side. */
function scale({ span }: MapView): string[] {
  const most = span / 2;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= most) ?? power;
  const pixels = round((metres / span) * mapSide);
  const said = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const y = mapSide - 10;
  return [
    `<path d="M10 ${y - 4}v4h${pixels}v-4" fill="none" stroke="#1d1d1b" stroke-width="1.5"/>`,
    `<text x="10" y="${y - 8}" fill="#1d1d1b" stroke="#f4f2ec" stroke-width="3" paint-order="stroke">${said}</text>`,
  ];
}
