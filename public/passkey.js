// Loaded only by pages with a passkey button. The forms are hidden until this finds that the browser knows passkeys.
(() => {
  const known = window.PublicKeyCredential;
  if (!known?.parseCreationOptionsFromJSON || !known.parseRequestOptionsFromJSON) return;

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const trouble = form.querySelector('[data-passkey-trouble]');
      trouble.hidden = true;
      const options = JSON.parse(form.dataset.passkey);
      try {
        const made =
          form.dataset.passkeyAct === 'create'
            ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
            : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
        form.elements.namedItem(form.dataset.passkeyAnswer).value = JSON.stringify(made.toJSON());
        form.submit();
      } catch {
        // Called off, or no passkey of this site on this device.
        trouble.hidden = false;
      }
    });
  }
})();
