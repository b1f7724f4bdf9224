// Of the pages below /ask alone. They work without it: it does the sum, keeps a draft for whoever asks for one, and leaves at once.
(() => {
  const key = 'belfry-ask-draft';
  const find = (selector) => document.querySelector(selector);
  // A browser may forbid its storage: then there is no draft.
  const store = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };
  const forget = () => store((storage) => storage.removeItem(key));

  const leave = find('[data-leave]');
  if (leave) {
    leave.onclick = (event) => {
      event.preventDefault();
      forget();
      document.body.replaceChildren();
      location.replace(leave.dataset.leave);
    };
  }

  // It was sent.
  if (find('[data-draft-over]')) forget();

  const form = find('form[data-draft]');
  if (form && store((storage) => storage) !== null) {
    const { draft: kind, draftSaved, draftGone } = form.dataset;
    const wish = form.elements.namedItem('draft');
    const status = form.querySelector('[data-draft-status]');
    const kept = ['text', 'address', 'point', 'organisation', 'printed_name', 'category', 'may_publish'];
    const field = (name) => form.elements.namedItem(name);
    const save = () => {
      const fields = Object.fromEntries(new FormData(form).entries().filter(([name]) => kept.includes(name)));
      store((storage) => storage.setItem(key, JSON.stringify({ kind, fields })));
      status.textContent = draftSaved;
    };
    form.querySelector('[data-draft-room]').hidden = false;
    const known = store((storage) => JSON.parse(storage.getItem(key)));
    if (known?.kind === kind) {
      wish.checked = true;
      if (field('text').value === '') {
        for (const [name, value] of Object.entries(known.fields)) {
          const one = field(name);
          if (one?.type === 'checkbox') one.checked = true;
          else if (one) one.value = value;
        }
      }
      status.textContent = draftSaved;
    }
    form.addEventListener('input', () => wish.checked && save());
    wish.addEventListener('change', () => (wish.checked ? save() : clear()));
    const clear = () => {
      forget();
      wish.checked = false;
      status.textContent = draftGone;
    };
    form.querySelector('[data-draft-clear]').onclick = clear;
  }

  const sending = find('form[data-work]');
  if (sending && 'Worker' in window) {
    const { work: challenge, workBits, workScript, workWait } = sending.dataset;
    const button = sending.querySelector('button');
    const status = sending.querySelector('[data-work-status]');
    const found = sending.elements.namedItem('work');
    let [waiting, over] = [false, false];
    status.hidden = false;
    const end = (number) => {
      over = true;
      found.value = number;
      status.textContent = number === '' ? '' : status.dataset.workDone;
      if (waiting) sending.requestSubmit(button);
    };
    sending.addEventListener('submit', (event) => {
      if (over || event.submitter?.hasAttribute('formaction')) return;
      event.preventDefault();
      event.stopPropagation();
      waiting = true;
      button.textContent = workWait;
    });
    const worker = new Worker(workScript);
    worker.onmessage = ({ data }) => end(data);
    // Then it goes the slow way, as without a script.
    worker.onerror = () => end('');
    worker.postMessage({ challenge, bits: Number(workBits) });
  }
})();
