/** A PDF of one empty page, as small as can be. */
export const plainPdf = Buffer.from(
  [
    '%PDF-1.7',
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>\nendobj',
    'trailer\n<< /Root 1 0 R >>',
    '%%EOF\n',
  ].join('\n'),
);
