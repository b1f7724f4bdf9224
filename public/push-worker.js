// Shows what was pushed, and opens its page when it is touched. Keeps nothing, counts nothing, asks nobody.
self.addEventListener('push', (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    // Browsers want something to be shown for each push.
  }
  const { title = 'Belfry', body = '', link = '/status', tag, lang } = said;
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, lang, renotify: Boolean(tag), data: { link } }),
  );
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.link ?? '/status', self.location.origin);
  if (address.origin === self.location.origin) event.waitUntil(self.clients.openWindow(address.href));
});
