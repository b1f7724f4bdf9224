// From the old key to the new one, piece by piece. It can be stopped and gone on with: what was moved is no longer under the old
// key.
import { drawn, forget, openBox, ready, sealAgain, unlock } from './keys.js';

const room = document.querySelector('[data-move]');
const find = (selector) => room.querySelector(selector);
const from = JSON.parse(room.dataset.from);
const to = JSON.parse(room.dataset.to);
const status = find('[data-move-status]');
const say = (text) => {
  status.textContent = text;
};
const [fields, running] = [find('[data-move-fields]'), find('[data-move-running]')];
const bar = find('progress');
let stopped = false;

await ready;
fields.hidden = false;

async function run() {
  const field = find('#f-unlock');
  say(status.dataset.works);
  await drawn();
  const secret = unlock(from, field.value);
  if (!secret) {
    say(status.dataset.wrong);
    field.focus();
    return;
  }
  field.value = '';
  [fields.hidden, running.hidden] = [true, false];
  let [moved, closed, after] = [0, 0, ''];
  try {
    while (!stopped) {
      const answer = await fetch(`${room.dataset.pieces}?after=${after}`, { credentials: 'same-origin' });
      if (!answer.ok) throw new Error(String(answer.status));
      const { pieces, next } = await answer.json();
      if (pieces.length === 0) break;
      const body = new FormData();
      body.set('to', to.id);
      for (const { number, sealed } of pieces) {
        const padded = openBox(sealed, from.publicKey, secret);
        if (!padded) {
          closed += 1;
          continue;
        }
        body.append('box', `${number}.${sealAgain(padded, to.publicKey)}`);
        forget(padded);
        moved += 1;
      }
      if (body.has('box')) {
        const taken = await fetch(room.dataset.action, { method: 'POST', body, credentials: 'same-origin' });
        if (!taken.ok) throw new Error(String(taken.status));
      }
      bar.value = moved + closed;
      say(status.dataset.moved.replace('#', String(moved)));
      after = next;
      await drawn();
    }
    location.reload();
  } catch {
    // The line is bad, or somebody has changed a key meanwhile: what was moved stays moved.
    say(status.dataset.broken);
    [fields.hidden, running.hidden] = [false, true];
  } finally {
    forget(secret);
  }
}

find('[data-move-go]').onclick = run;
find('[data-move-stop]').onclick = () => {
  stopped = true;
};
