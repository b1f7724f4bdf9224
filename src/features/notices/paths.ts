/** Addresses of notices, and the patterns of their routes. */
export { personalPath, personalPattern } from '#features/delivery/paths.ts';

export const deskPath = '/desk/notices';
export const newPath = '/desk/notices/new';
export const noticePattern = '/desk/notices/:notice';
export const noticePath = (id: number): string => `${deskPath}/${id}`;

const rooms = {
  progress: 'progress',
  basics: 'basics',
  attachments: 'attachments',
  audience: 'audience',
  audienceCount: 'audience/count',
  audienceRemove: 'audience/remove',
  unreachable: 'audience/unreachable',
  request: 'request',
  preview: 'preview',
  check: 'check',
  review: 'review',
  history: 'history',
  takeBack: 'take-back',
  reopen: 'reopen',
  discard: 'discard',
  publish: 'publish',
  stop: 'stop',
  unschedule: 'unschedule',
  withdraw: 'withdraw',
  correct: 'correct',
  correction: 'correction',
  difference: 'difference',
  forward: 'forward',
  preface: 'preface',
  urgent: 'urgent',
  countersign: 'countersign',
  expiry: 'expiry',
  pin: 'pin',
  remind: 'remind',
  paper: 'paper',
  xlsx: 'export.xlsx',
  csv: 'export.csv',
} as const;
export type Room = keyof typeof rooms;

/** A page or form below a notice's page. */
export const roomPattern = (room: Room): string => `${noticePattern}/${rooms[room]}`;
export const roomPath = (room: Room, id: number): string => `${noticePath(id)}/${rooms[room]}`;

export const textPattern = `${noticePattern}/text/:language`;
export const textPath = (id: number, language: string): string => `${noticePath(id)}/text/${language}`;
export const removeAttachmentPattern = `${noticePattern}/attachments/:attachment/remove`;
export const removeAttachmentPath = (id: number, attachment: number): string =>
  `${noticePath(id)}/attachments/${attachment}/remove`;
export const deskFilePattern = `${noticePattern}/files/:attachment`;
export const deskFilePath = (id: number, attachment: number): string => `${noticePath(id)}/files/${attachment}`;
export const schoolPattern = `${noticePattern}/schools/:organisation`;
export const schoolPath = (id: number, organisation: number): string => `${noticePath(id)}/schools/${organisation}`;

export const classListPath = '/desk/class-notices';
/** What a class teacher passes on to the own class. */
export const passOnListPath = '/desk/class-notices/pass-on';
export const passOnPattern = '/desk/class-notices/pass-on/:notice';
export const passOnPath = (id: number): string => `${passOnListPath}/${id}`;
export const classPattern = '/desk/class-notices/:notice/:class';
export const classPath = (id: number, classId: number): string => `${classListPath}/${id}/${classId}`;
const classRooms = { told: 'told', paper: 'paper', xlsx: 'export.xlsx', csv: 'export.csv' } as const;
export type ClassRoom = keyof typeof classRooms;
export const classRoomPattern = (room: ClassRoom): string => `${classPattern}/${classRooms[room]}`;
export const classRoomPath = (room: ClassRoom, id: number, classId: number): string =>
  `${classPath(id, classId)}/${classRooms[room]}`;
export const classFilePattern = `${classPattern}/files/:attachment`;
export const classFilePath = (id: number, classId: number, attachment: number): string =>
  `${classPath(id, classId)}/files/${attachment}`;

export const homePath = '/';
export const publicListPath = '/notices';
export const atomPath = '/notices.atom';
export const publicPattern = '/notices/:notice';
export const publicPath = (id: number, language?: string): string =>
  language ? `/notices/${id}?lang=${language}` : `/notices/${id}`;
export const publicFilePattern = '/notices/:notice/files/:attachment';
export const publicFilePath = (id: number, attachment: number): string => `/notices/${id}/files/${attachment}`;
export const personalFilePattern = '/m/:token/files/:attachment';
export const personalFilePath = (token: string, attachment: number): string => `/m/${token}/files/${attachment}`;

/** An old version of a notice, and what a version changed; below a notice's public, desk or personal address. */
export const versionPath = (below: string, version: number): string => `${below}/versions/${version}`;
export const changesPath = (below: string, version: number): string => `${versionPath(below, version)}/changes`;
export const versionPattern = (below: string): string => `${below}/versions/:version`;
export const changesPattern = (below: string): string => `${versionPattern(below)}/changes`;

/** Asking by mail for a link to one's own open notices, and that link. */
export const askOwnLinkPath = '/my-notices';
export const ownLinkPattern = '/my-notices/:token';
export const ownLinkPath = (token: string): string => `/my-notices/${token}`;
/** What the person asks about the own data; privacy answers there. */
export const ownDataPattern = '/my-notices/:token/data';
export const ownDataPath = (token: string): string => `/my-notices/${token}/data`;

/** How somebody wants to receive notices: when, which kinds, by which channel; by a token of its own that is good for a day. */
export const wishesPattern = '/my-notices/wishes/:token';
export const wishesPath = (token: string): string => `/my-notices/wishes/${token}`;

/** In which browsers one is told, by a token as for the wishes. */
export const browsersPattern = '/my-notices/push/:token';
export const browsersPath = (token: string): string => `/my-notices/push/${token}`;
export const browsersAppPattern = `${browsersPattern}/app.webmanifest`;
export const browsersAppPath = (token: string): string => `${browsersPath(token)}/app.webmanifest`;

/** Consents for one's own children under fourteen, by a token as for the wishes. */
export const ownConsentsPattern = '/my-notices/consents/:token';
export const ownConsentsPath = (token: string): string => `/my-notices/consents/${token}`;

/** Where one mail a day was chosen before; leads to the wishes. */
export const digestPattern = '/m/:token/digest';

/** Saying that something of one's own data is wrong, below the personal link. */
export const detailsPattern = '/m/:token/details';
export const detailsPath = (token: string): string => `/m/${token}/details`;
