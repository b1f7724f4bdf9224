/** Numbers of rows in forms and addresses, as schemas. */
import { z } from 'zod';

/** The number of a row. Trouble: `missing`. */
export function rowId(missing = 'incomplete') {
  return z
    .string(missing)
    .regex(/^[1-9]\d{0,14}$/, missing)
    .transform(Number);
}

/** How often a row was changed, as the form was shown with it. Trouble: `incomplete`. */
export function shownRevision() {
  return z
    .string('incomplete')
    .regex(/^\d{1,5}$/, 'incomplete')
    .transform(Number);
}
