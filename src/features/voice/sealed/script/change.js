// A new passphrase around the same key: opened by the old one or by the kit.
import { drawn, forget, ready, saying, unlock, wrap } from './keys.js';

const room = document.querySelector('[data-change]');
const find = (selector) => room.querySelector(selector);
const form = find('form');
const key = JSON.parse(room.dataset.key);
const costs = JSON.parse(room.dataset.costs);
const say = saying(find('[data-change-status]'), ['works']);

await ready;
find('[data-change-fields]').hidden = false;

find('[data-change-go]').onclick = async (event) => {
  const button = event.currentTarget;
  const [old, one, two] = [find('#f-old'), find('#f-passphrase'), find('#f-repeat')];
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
  const secret = unlock(key, old.value);
  button.disabled = false;
  if (!secret) {
    say('wrong');
    old.focus();
    return;
  }
  form.elements.namedItem('passphrase').value = JSON.stringify(wrap(secret, one.value, costs.passphrase));
  forget(secret);
  old.value = one.value = two.value = '';
  form.requestSubmit();
};
