/** Addresses of the guides. */
export const helpPath = '/desk/help';
export const guidePattern = '/desk/help/:guide{[a-z-]+}';
export const guidePath = (guide: string): string => `${helpPath}/${guide}`;
export const picturePattern = '/desk/help/pictures/:picture{[a-z-]+.png}';
export const picturePath = (picture: string): string => `${helpPath}/pictures/${picture}`;
