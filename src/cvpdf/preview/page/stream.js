// The events of the server. The first one is always the whole state, so a lost connection loses nothing.

const RETRY = 700; // ms

/** Call `receive` with each state, and `connected` with whether there is a connection. */
export function follow(receive, connected) {
  const source = new EventSource("events");
  source.onopen = () => connected(true);
  source.onmessage = (message) => receive(JSON.parse(message.data));
  source.onerror = () => {
    connected(false);
    // The browser retries after a lost connection, but not after a rejected one.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(receive, connected), RETRY);
  };
}
