/** The map of the form: its picture, below /ask, where no address is logged. */
import { pictureAnswer } from '#features/map/feature.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { askPatterns } from '../paths.ts';
import { digits } from '../place.ts';

export const mapRoutes: readonly Route[] = [get(askPatterns.map, 'link', (c) => pictureAnswer(c, digits))];
