/** Several actions as one: each opens a transaction of its own, and here they all join the one that is open. */
import type { Database, Transaction } from './connect.ts';

/**
 * The open transaction in the shape of a database, for services that are handed to actions. What they open joins it, so
 * that it commits or is rolled back as a whole. Isolation levels that an action asks for are not heeded.
 */
export function joined(trx: Transaction): Database {
  const begin = () => ({ execute: <T>(work: (inner: Transaction) => Promise<T>): Promise<T> => work(trx) });
  return new Proxy(trx, {
    get(target, name) {
      if (name === 'transaction') return begin;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as unknown as Database;
}
