// Loaded only by the page for following. The buttons are hidden until this finds that the browser knows push.
(() => {
  const room = document.querySelector('[data-push]');
  if (!room || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return;
  const start = room.querySelector('[data-push-start]');
  const stop = room.querySelector('[data-push-stop]');
  const refused = room.querySelector('[data-push-refused]');
  const worker = '/assets/push-worker.js';
  const field = (form, name) => form.elements.namedItem(name);

  const known = async () => {
    const registration = await navigator.serviceWorker.getRegistration(worker);
    return registration?.pushManager.getSubscription();
  };
  const show = async () => {
    const subscription = await known().catch(() => undefined);
    room.querySelector('[data-push-missing]').hidden = true;
    start.hidden = Boolean(subscription);
    stop.hidden = !subscription;
    if (subscription) field(stop, 'endpoint').value = subscription.endpoint;
  };
  const active = (registration) =>
    new Promise((resolve) => {
      const waiting = registration.installing ?? registration.waiting;
      if (registration.active || !waiting) return resolve(registration);
      waiting.addEventListener('statechange', () => waiting.state === 'activated' && resolve(registration));
    });

  start.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    refused.hidden = true;
    try {
      const registration = await active(await navigator.serviceWorker.register(worker));
      const key = room.dataset.push.replace(/-/g, '+').replace(/_/g, '/');
      const applicationServerKey = Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0));
      const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
      const { endpoint, keys } = subscription.toJSON();
      field(start, 'endpoint').value = endpoint;
      field(start, 'p256dh').value = keys.p256dh;
      field(start, 'auth').value = keys.auth;
      start.submit();
    } catch {
      // Not allowed, or the push service can't be reached.
      refused.hidden = false;
    }
  });
  stop.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    // The server forgets it even if the browser's own step fails.
    await known()
      .then((subscription) => subscription?.unsubscribe())
      .catch(() => undefined);
    stop.submit();
  });
  show();
})();
