// The list of sealed names: unlocked once, each name is opened when it is asked for, and all is forgotten when the page is left,
// locked, or not touched for ten minutes.
import { drawn, forget, openBox, personIn, ready, saying, unlock } from './keys.js';

const room = document.querySelector('[data-names]');
const find = (selector) => room.querySelector(selector);
const keys = JSON.parse(room.dataset.keys);
const status = find('[data-names-status]');
const say = saying(status, ['works', 'open', 'some', 'quiet']);
const field = find('#f-unlock');
const [locked, unlocked] = [find('[data-locked]'), find('[data-unlocked]')];
const opened = document.querySelector('[data-opened]');
const quietMs = 10 * 60_000;
let secrets = [];
let timer;

await ready;
locked.hidden = false;

function note(text) {
  const span = document.createElement('span');
  span.className = 'meta';
  span.textContent = text;
  return span;
}

function lock(word) {
  for (const { secret } of secrets) forget(secret);
  secrets = [];
  clearTimeout(timer);
  for (const place of document.querySelectorAll('[data-name-of]')) place.replaceChildren(note(status.dataset.shut));
  for (const button of document.querySelectorAll('[data-open-name]')) button.hidden = true;
  [locked.hidden, unlocked.hidden] = [false, true];
  say(word);
}

function touched() {
  if (secrets.length === 0) return;
  clearTimeout(timer);
  timer = setTimeout(() => lock('quiet'), quietMs);
}

async function open() {
  say('works');
  await drawn();
  secrets = keys.flatMap((key) => {
    const secret = unlock(key, field.value);
    return secret ? [{ ...key, secret }] : [];
  });
  if (secrets.length === 0) {
    say('wrong');
    field.focus();
    return;
  }
  field.value = '';
  [locked.hidden, unlocked.hidden] = [true, false];
  say(secrets.length < keys.length ? 'some' : 'open');
  for (const place of document.querySelectorAll('[data-name-of]')) place.replaceChildren();
  for (const button of document.querySelectorAll('[data-open-name]')) button.hidden = false;
  touched();
}

find('[data-unlock]').onclick = open;
field.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') open();
});
find('[data-lock]').onclick = () => lock('');
for (const event of ['pointerdown', 'keydown']) addEventListener(event, touched);
addEventListener('pagehide', () => lock(''));

const post = (address, fields) =>
  fetch(address, { method: 'POST', body: new URLSearchParams(fields), credentials: 'same-origin' });

async function show(button) {
  const place = document.querySelector(`[data-name-of="${button.dataset.openName}"]`);
  const answer = await post(button.dataset.href, {}).catch(() => undefined);
  if (!answer?.ok) {
    place.replaceChildren(note(status.dataset.gone));
    return;
  }
  const { boxes } = await answer.json();
  const person = boxes
    .flatMap(({ key, sealed }) => {
      const own = secrets.find(({ id }) => id === key);
      const padded = own && openBox(sealed, own.publicKey, own.secret);
      return padded ? [personIn(padded, Number(room.dataset.bytes))] : [];
    })
    .find((one) => one !== undefined);
  if (!person) {
    place.replaceChildren(note(status.dataset.closed));
    return;
  }
  const card = opened.content.cloneNode(true);
  const part = (name) => card.querySelector(`[data-person-${name}]`);
  part('name').textContent = person.name;
  part('mail').textContent = person.mail;
  part('phone').textContent = person.phone;
  const [send, said] = [part('send'), part('said')];
  send.hidden = person.mail === '';
  part('none').hidden = person.mail !== '';
  send.onclick = async () => {
    send.disabled = true;
    said.textContent = said.dataset.works;
    const sent = await post(button.dataset.news, { address: person.mail }).catch(() => undefined);
    const { ok, text } = sent?.ok ? await sent.json() : { ok: false, text: status.dataset.gone };
    said.textContent = text;
    send.hidden = ok;
    send.disabled = false;
  };
  place.replaceChildren(card);
  button.hidden = true;
}

for (const button of document.querySelectorAll('[data-open-name]')) button.onclick = () => show(button);
