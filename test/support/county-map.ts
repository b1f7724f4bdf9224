/** A small county as the file from which its map is drawn (GeoJSON, RFC 7946: longitude first). */
export const feature = (type: string, coordinates: unknown, name?: string) => ({
  ...{ type: 'Feature', properties: name ? { name } : {} },
  geometry: { type, coordinates },
});

export const mapFile = (...features: unknown[]): string => JSON.stringify({ type: 'FeatureCollection', features });

export const bounds = feature('Polygon', [
  [
    [103.4, 31.3],
    [103.8, 31.3],
    [103.8, 31.6],
    [103.4, 31.6],
    [103.4, 31.3],
  ],
]);

/** Two named places, a river, and a point without a name. */
export const county = mapFile(
  bounds,
  feature(
    'LineString',
    [
      [103.4, 31.4],
      [103.6, 31.45],
      [103.8, 31.5],
    ],
    '杂谷脑河',
  ),
  feature('Point', [103.612, 31.481], '永河村站台'),
  feature('Point', [103.58, 31.47], '县第一小学'),
  feature('Point', [103.5, 31.5]),
);
