// Makes a key: two passphrases that agree, then the kit on paper, then the form with what the server may know.
import {
  drawn,
  fingerprint,
  forget,
  newKit,
  newPair,
  openBox,
  ready,
  saying,
  sealAgain,
  unlock,
  wrap,
} from './keys.js';

const room = document.querySelector('[data-make]');
const find = (selector) => room.querySelector(selector);
const [first, second] = [find('[data-make-first]'), find('[data-make-second]')];
const form = find('form');
const costs = JSON.parse(room.dataset.costs);
const say = saying(find('[data-make-status]'), ['works']);
let kit = '';

await ready;
first.hidden = false;

find('[data-make-go]').onclick = async (event) => {
  const button = event.currentTarget;
  const [one, two] = [find('#f-passphrase'), find('#f-repeat')];
  if ([...one.value.normalize('NFKC').trim()].length < Number(room.dataset.shortest)) {
    say('short');
    one.focus();
    return;
  }
  if (one.value !== two.value) {
    say('differ');
    two.focus();
    return;
  }
  say('works');
  button.disabled = true;
  await drawn();
  const { publicKey, secret } = newPair();
  kit = newKit();
  const wrapped = { passphrase: wrap(secret, one.value, costs.passphrase), kit: wrap(secret, kit, costs.kit) };
  forget(secret);
  // Before anything is sealed to it: what comes back out of the kit opens what is sealed.
  const again = unlock({ publicKey, wrapped }, kit);
  const sample = new Uint8Array([1, 2, 3]);
  const opened = again && openBox(sealAgain(sample, publicKey), publicKey, again);
  if (String(opened) !== String(sample)) throw new Error('the key does not open what it seals');
  forget(again);
  form.elements.namedItem('public_key').value = publicKey;
  form.elements.namedItem('wrapped').value = JSON.stringify(wrapped);
  one.value = two.value = '';
  find('[data-make-kit]').textContent = kit;
  find('[data-make-fingerprint]').textContent = fingerprint(publicKey);
  say('');
  [first.hidden, second.hidden] = [true, false];
  find('[data-make-kit-title]').focus();
};

form.addEventListener('submit', (event) => {
  const typed = find('#f-last').value.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').trim();
  if (kit !== '' && typed === kit.slice(-4)) return;
  event.preventDefault();
  event.stopPropagation();
  say('last');
  find('#f-last').focus();
});
