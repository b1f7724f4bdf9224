/** Where the thing is: never nearer than about a hundred metres, so that no doorstep is stored. */
import { type Point, rounded } from '#features/map/feature.ts';

/** A thousandth of a degree of latitude is 111 m. */
export const digits = 3;

export const snapped = (point: Point): Point => rounded(point, digits);
