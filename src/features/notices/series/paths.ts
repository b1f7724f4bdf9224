/** Addresses of series. */
import { noticePath, noticePattern } from '../paths.ts';

export const seriesListPath = '/desk/notices/series';
export const newSeriesPath = `${seriesListPath}/new`;
export const seriesPattern = `${seriesListPath}/:series`;
export const seriesPath = (id: number): string => `${seriesListPath}/${id}`;
export const recurrencePattern = `${seriesPattern}/recurrence`;
export const recurrencePath = (id: number): string => `${seriesPath(id)}/recurrence`;
export const endSeriesPattern = `${seriesPattern}/end`;
export const endSeriesPath = (id: number): string => `${seriesPath(id)}/end`;

/** A notice's place in a series, and the draft that follows it. */
export const placePattern = `${noticePattern}/series`;
export const placePath = (id: number): string => `${noticePath(id)}/series`;
export const followPattern = `${noticePattern}/follow-up`;
export const followPath = (id: number): string => `${noticePath(id)}/follow-up`;

export const publicSeriesPattern = '/series/:series';
export const publicSeriesPath = (id: number): string => `/series/${id}`;
