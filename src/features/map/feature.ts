/** The door of the map: where things are in the district, drawn here from its own data. About nobody. */
import type { Feature } from '#platform/feature.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { mapDeskPath } from './paths.ts';
import { permissions } from './policy.ts';
import { mapDeskRoutes } from './routes/desk.tsx';

export { pointed, shownMap, withLandmark } from './choosing.ts';
export {
  isInside,
  type Landmark,
  type MapView,
  mapSide,
  nearestPlace,
  type Point,
  pictureQuery,
  pointTyped,
  pointWritten,
  rounded,
  viewAt,
  wholeView,
} from './model/view.ts';
export { MapChoice, type ShownMap } from './pages/choice.tsx';
export { landmarks } from './queries/landmarks.ts';
export { landmarksOf, pictureAnswer } from './routes/picture.ts';

export const map: Feature = {
  name: 'map',
  permissions,
  routes: mapDeskRoutes,
  words,
  keeping,
  navigation: [
    { order: 78, href: mapDeskPath, permission: 'map.draw', text: (language) => words(language)('mapTitle') },
  ],
};
