/** What a module that is read once for many test files wants to be done after each of them (each-file.ts does it). */
export const afterFile: (() => Promise<void>)[] = [];
