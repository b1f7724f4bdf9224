/** Addresses of a notice as PDF and DOCX, below its public, personal or desk address. */
import type { Format } from '#platform/documents/model.ts';

export const documentPattern = (below: string, format: Format): string => `${below}/document.${format}`;
export const documentPath = (below: string, format: Format, language?: string): string =>
  `${below}/document.${format}${language ? `?lang=${language}` : ''}`;
