/** Addresses of the legal calendar. */
export const calendarPath = '/desk/calendar';
export const yearPath = (year: number): string => `${calendarPath}?year=${year}`;
export const checkFilePath = '/desk/calendar/check';
export const loadPath = '/desk/calendar/load';
export const removeYearPattern = '/desk/calendar/:year{[0-9]+}/remove';
export const removeYearPath = (year: number): string => `${calendarPath}/${year}/remove`;
