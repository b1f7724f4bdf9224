/** Addresses of templates. */
import { noticePath, noticePattern } from '../paths.ts';

export const templatesPath = '/desk/notices/templates';
export const newTemplatePath = `${templatesPath}/new`;
export const templatePattern = `${templatesPath}/:template`;
export const templatePath = (id: number): string => `${templatesPath}/${id}`;

const rooms = { settings: 'settings', use: 'use', retire: 'retire' } as const;
export type TemplateRoom = keyof typeof rooms;
export const templateRoomPattern = (room: TemplateRoom): string => `${templatePattern}/${rooms[room]}`;
export const templateRoomPath = (room: TemplateRoom, id: number): string => `${templatePath(id)}/${rooms[room]}`;

export const templateTextPattern = `${templatePattern}/text/:language`;
export const templateTextPath = (id: number, language: string): string => `${templatePath(id)}/text/${language}`;

/** Making a template from a notice. */
export const fromNoticePattern = `${noticePattern}/template`;
export const fromNoticePath = (id: number): string => `${noticePath(id)}/template`;
