/** Address of confirming a contact point by a code. */
export const codePattern = '/desk/directory/contact-points/:point/confirm';
export const codePath = (point: number) => `/desk/directory/contact-points/${point}/confirm`;
