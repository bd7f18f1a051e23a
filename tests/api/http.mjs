// A client that sends what it is told, also what a well-behaved one would not.
import http from 'node:http';
import net from 'node:net';

const agent = new http.Agent({ keepAlive: true, maxSockets: 48 });

/** Answers { status, headers, text, json }. A stream is cut after its head unless `stream` is given, which gets the response. */
export function send(port, method, path, { headers = {}, body, local, stream } = {}) {
  const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const all = { ...headers };
  if (bytes) all['Content-Length'] = bytes.length;
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers: all, agent: local || stream ? undefined : agent, localAddress: local }, (response) => {
      const answer = { status: response.statusCode, headers: response.headers, text: '', json: undefined };
      if (stream) return resolve(stream(response, request));
      if ((response.headers['content-type'] ?? '').startsWith('text/event-stream')) {
        response.destroy();
        return resolve(answer);
      }
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        answer.text = Buffer.concat(parts).toString('utf8');
        try { answer.json = JSON.parse(answer.text); } catch { /* stays undefined */ }
        resolve(answer);
      });
      return undefined;
    });
    request.on('error', reject);
    request.setTimeout(20_000, () => request.destroy(new Error(`no answer in 20 s: ${method} ${path}`)));
    request.end(bytes);
  });
}

/** Sends bytes as they are on a connection of their own; answers the whole text that came back. */
export function sendBytes(port, bytes) {
  return new Promise((resolve, reject) => {
    const parts = [];
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', (error) => (parts.length > 0 ? resolve(Buffer.concat(parts).toString('latin1')) : reject(error)));
    socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer in 20 s')));
  });
}

/** Runs the tasks, at most `wide` at a time. */
export async function many(tasks, wide = 24) {
  const out = new Array(tasks.length);
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(wide, tasks.length) }, async () => {
    for (let i = next++; i < tasks.length; i = next++) out[i] = await tasks[i]();
  }));
  return out;
}

/** Reads server-sent events until `enough(events)`, then cuts the connection. Answers the events in order. */
export function events(port, path, headers, enough, timeout = 10_000) {
  return send(port, 'GET', path, {
    headers,
    stream: (response, request) => new Promise((resolve, reject) => {
      if (response.statusCode !== 200) { response.resume(); reject(new Error(`stream: ${response.statusCode}`)); return; }
      const found = [];
      let text = '';
      const end = () => { clearTimeout(timer); request.destroy(); resolve(found); };
      const timer = setTimeout(end, timeout);
      if (enough(found, 'open')) { end(); return; }
      response.on('data', (part) => {
        text += part.toString('utf8');
        for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
          const event = {};
          for (const line of text.slice(0, at).split('\n')) {
            const colon = line.indexOf(': ');
            if (colon > 0) event[line.slice(0, colon)] = line.slice(colon + 2);
          }
          text = text.slice(at + 2);
          if (event.event) found.push({ id: event.id, name: event.event, data: JSON.parse(event.data) });
          if (enough(found)) { end(); return; }
        }
      });
      response.on('error', () => { clearTimeout(timer); resolve(found); });
    }),
  });
}
