/** The embedded servers that this process has started and not yet stopped, for a signal that cuts its work short. */
const running = new Set<() => Promise<void>>();

/** Notes a started server; returns its stop, after which it is forgotten. */
export function noteServer(stop: () => Promise<void>): () => Promise<void> {
  const once = async (): Promise<void> => {
    running.delete(once);
    await stop();
  };
  running.add(once);
  return once;
}

/** Stops them all. */
export async function stopServers(): Promise<void> {
  await Promise.allSettled([...running].map((stop) => stop()));
}
