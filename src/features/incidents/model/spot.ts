/** Where an incident is on the map: a point, and how far around it the danger reaches. Pure. */

export interface Spot {
  /** WGS84, to some ten metres. */
  latitude: number;
  longitude: number;
  /** How far around it the danger reaches; null: not said. */
  metres: number | null;
  /** The public sees it too, as a circle and in words. Needs a reach: a point alone says nothing to whoever lives near it. */
  public: boolean;
}

/** As many decimals of a degree as are kept. */
export const digits = 4;

/** How far it may reach, to choose from. */
export const reaches = [100, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] as const;

/** `31.4810,103.6120 0.5`: as CAP 1.2 writes a circle, the radius in kilometres. */
export function circleOf({ latitude, longitude, metres }: Spot): string {
  return `${latitude.toFixed(digits)},${longitude.toFixed(digits)} ${(metres ?? 0) / 1000}`;
}
