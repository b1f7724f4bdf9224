/** Reading a guide asks for nothing but an account: `signed-in`. */
export const permissions = {} as const;
