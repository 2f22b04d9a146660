// The server's events. The first one is always the whole state, so nothing is lost by a break.

const AGAIN = 700; // ms

/** Call `told` with each state, and `linked` with whether there is a connection. */
export function follow(told, linked) {
  const source = new EventSource("events");
  source.onopen = () => linked(true);
  source.onmessage = (message) => told(JSON.parse(message.data));
  source.onerror = () => {
    linked(false);
    // The browser itself tries again after a break, but not after a refusal.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(told, linked), AGAIN);
  };
}
