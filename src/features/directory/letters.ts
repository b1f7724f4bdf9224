/** Given names in letters, for people who were entered before these were kept. */
import type { Loop } from '#platform/jobs.ts';
import { inTurn } from '#platform/loops.ts';
import type { Services } from '#platform/services.ts';
import { pinyinOf } from './names.ts';
import { peopleWithoutLetters, setGivenLetters } from './queries/letters.ts';

const atOnce = 5_000;

/** Works them out in committed pieces; safe beside another process that does the same. Returns for how many people. */
export async function fillLetters({ db }: Pick<Services, 'db'>, stopping = () => false): Promise<number> {
  let done = 0;
  while (!stopping()) {
    const people = await peopleWithoutLetters(db, atOnce);
    if (people.length === 0) break;
    await setGivenLetters(
      db,
      people.map(({ id, name }) => ({ id, name, given: pinyinOf(name).given })),
    );
    done += people.length;
  }
  return done;
}

/** Once at every start. */
export const lettersLoop: Loop = {
  name: 'given names in letters',
  start: (services) => {
    let stopping = false;
    const work = inTurn('given names in letters', 600_000, () => fillLetters(services, () => stopping)).catch(
      (error: unknown) => {
        services.log.warn({ err: error }, 'given names were not written in letters; tried again at the next start');
      },
    );
    return {
      stop: async () => {
        stopping = true;
        await work;
      },
    };
  },
};
