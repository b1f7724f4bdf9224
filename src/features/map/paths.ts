/** Addresses of the map at the desk. */
import { type MapView, pictureQuery } from './model/view.ts';

export const mapDeskPath = '/desk/map';
export const mapPicturePattern = '/desk/map.svg';
export const mapPicturePath = (view: MapView): string => `${mapPicturePattern}?${pictureQuery(view)}`;
