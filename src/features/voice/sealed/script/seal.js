// Of the last page before sending, where somebody chose a sealed name: name and contact are sealed here, and never travel in the
// clear. Where this does not run the server seals, and the page says so.
(() => {
  const form = document.querySelector('form[data-seal]');
  if (!form) return;
  const { seal, sealScript, sealBytes } = form.dataset;
  const keys = JSON.parse(seal);
  const status = form.querySelector('[data-seal-status]');
  const trouble = form.querySelector('[data-seal-trouble]');
  const field = (name) => form.querySelector(`#f-person_${name}`);
  const names = ['name', 'mail', 'phone'];
  const button = form.querySelector('button');
  const buttonText = button.textContent;
  let sodium;
  const loading = import(sealScript)
    .then(async (module) => {
      await module.default.ready;
      sodium = module.default;
      status.textContent = status.dataset.here;
    })
    .catch(() => {
      // An old browser, or the script was lost on the way: the words that the page came with are true.
      status.textContent = status.dataset.there;
    });

  const wrong = (name, key) => {
    trouble.textContent = trouble.dataset[key];
    trouble.hidden = false;
    button.textContent = buttonText;
    field(name).focus();
    return false;
  };
  // The server can't look into a box: what it asks of the fields is asked here.
  const isRight = ({ name, mail, phone }) => {
    if (name === '') return wrong('name', 'name');
    if (mail === '' && phone === '') return wrong('mail', 'contact');
    if (mail !== '' && !/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(mail)) return wrong('mail', 'mail');
    const digits = /(?<!\d)\d{17}[\dXx](?![\dXx])|(?<!\d)\d{15}(?!\d)/;
    for (const one of names) if (digits.test({ name, mail, phone }[one])) return wrong(one, 'number');
    return true;
  };

  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    const person = Object.fromEntries(names.map((name) => [name, field(name).value.trim()]));
    const written = names.some((name) => person[name] !== '');
    const { submitter } = event;
    const back = submitter?.hasAttribute('formaction');
    const stop = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    trouble.hidden = true;
    if (!written) {
      if (back || form.querySelector('[name="box"]')) return;
      if (sodium && !isRight(person)) stop();
      return;
    }
    if (sodium === undefined && status.textContent !== status.dataset.there) {
      stop();
      loading.then(() => sodium && form.requestSubmit(submitter));
      return;
    }
    if (!sodium) return;
    if (!back && !isRight(person)) {
      stop();
      return;
    }
    const padded = sodium.pad(sodium.from_string(JSON.stringify(person)), Number(sealBytes));
    for (const old of form.querySelectorAll('[name="box"]')) old.remove();
    for (const { id, publicKey } of keys) {
      const sealed = sodium.crypto_box_seal(padded, sodium.from_base64(publicKey, sodium.base64_variants.ORIGINAL));
      const box = document.createElement('input');
      box.type = 'hidden';
      box.name = 'box';
      box.value = `${id}.${sodium.to_base64(sealed, sodium.base64_variants.ORIGINAL)}`;
      form.append(box);
    }
    sodium.memzero(padded);
    // A field without a name stays where it is.
    for (const name of names) field(name).removeAttribute('name');
  });
  // Back by the browser's own button: the page is as it was left.
  addEventListener('pageshow', () => {
    for (const name of names) field(name).name = `person_${name}`;
  });
})();
