/**
 * Through which token of the API the present request acts. The account that answers for the token stands as the one who
 * acts; the audit adds the token, whatever action is called, so that nothing a machine did looks typed by a person.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const acting = new AsyncLocalStorage<number>();

/** Runs a request's work as that of a token. */
export function actThrough<T>(tokenId: number, work: () => T): T {
  return acting.run(tokenId, work);
}

/** The token of the present request; undefined outside the API. */
export function actingToken(): number | undefined {
  return acting.getStore();
}
