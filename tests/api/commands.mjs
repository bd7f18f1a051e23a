// What every command on a matter refuses before it looks at the matter, by the description itself: a new route is held to it too.
import { newKey } from './house.mjs';
import { holds, is, same, test } from './report.mjs';

export async function commands(house) {
  const staff = await house.logIn('desk-tikkurila-1');
  const routes = house.contract.operations.filter((o) => o.method === 'POST' && /^\/matters\/\{id\}\/[a-z-]+$/.test(o.path));

  await test(`each of the ${routes.length} commands refuses strangers, broken, huge and unknown input and old versions, and changes nothing`, async () => {
    holds(routes.length > 25, `${routes.length} commands`);
    const { code } = await house.contactMade();
    const { id } = await house.find(staff, code);
    const before = is(await house.ask('GET', `matters/${id}`, { as: staff }), 200);
    const { version } = before.json;
    for (const { path, op } of routes) {
      const body = { ...op.requestBody.content['application/json'].example };
      if (body.service) body.service = house.service;
      if (body.with) body.with = code;
      const send = (more) => house.ask('POST', path.slice(1).replace('{id}', id), { as: staff, key: newKey(), version, ...more });
      is(await send({ as: undefined, body }), 401, 'login-needed');
      is(await send({ as: house.lead, body }), 403, 'not-for-you');
      is(await send({ version: undefined, body }), 428, 'version-missing');
      for (const key of [undefined, 'short', 'k'.repeat(129)]) is(await send({ key, body }), 400, 'idempotency-key-missing');
      is(await send({ raw: '{' }), 400, 'json-incomplete');
      is(await send({ raw: '{}', headers: { 'Content-Type': 'text/plain' } }), 415, 'not-json');
      is(await send({ raw: `{"x":"${'x'.repeat(1 << 20)}"}` }), 413);
      is(await send({ body: { ...body, x: 1 } }), 422, 'field-errors');
      for (const raw of ['[]', '"x"', '1', 'null']) same(is(await send({ raw }), 422, 'field-errors').json.errors[0].field, '', raw);
      is(await send({ body, version: version + 90 }), 412, 'version-changed');
      is(await house.ask('POST', path.slice(1).replace('{id}', '4294967295'), { as: staff, key: newKey(), version, body }), 404, 'unknown-matter');
    }
    same(is(await house.ask('GET', `matters/${id}`, { as: staff }), 200).json, before.json, 'the matter');
  });
}
