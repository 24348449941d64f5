// Calls the stand-in as the processors' own libraries call the processors. Its one argument is the name of a part below; what that needs to know comes in as JSON.
const assert = require('node:assert/strict');

const off = { off_session: true, confirm: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' } };

const stripeOf = ({ url, stripeKey }, options = {}) => {
  const { hostname, port } = new URL(url);
  return new (require('stripe'))(stripeKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...options });
};

const goCardlessOf = async ({ url, goCardlessToken }, options = {}) => {
  const { GoCardlessClient, Environments } = await import(require.resolve('gocardless-nodejs').replace('/cjs/', '/esm/'));
  const client = new GoCardlessClient(goCardlessToken, Environments.Sandbox, options);
  // The library knows two addresses, and this is neither.
  client._api._baseUrl = url.replace(/\/$/, '');
  return client;
};

const choose = async (link, method) => {
  const page = await (await fetch(link)).text();
  assert.match(page, new RegExp(`value="${method}"`));
  return fetch(link, { method: 'POST', body: new URLSearchParams({ method }), redirect: 'manual' });
};

const parts = {
  async stripeCharges(given) {
    const stripe = stripeOf(given);
    const customer = await stripe.customers.create({ name: 'Acme', email: 'ap@acme.example' });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const charge = { ...off, amount: 11900, currency: 'eur', customer: customer.id, payment_method: method.id, metadata: { payment_attempt: 'att_1' } };

    const first = await stripe.paymentIntents.create(charge, { idempotencyKey: 'att_1' });
    const again = await stripe.paymentIntents.create(charge, { idempotencyKey: 'att_1' });
    assert.deepEqual([first.status, first.amount_received, first.metadata.payment_attempt], ['succeeded', 11900, 'att_1']);
    assert.equal(again.id, first.id);
    assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
    assert.equal((await stripe.paymentIntents.create(charge, { idempotencyKey: 'att_2' })).id === first.id, false);
    await assert.rejects(stripe.paymentIntents.create({ ...charge, amount: 1 }, { idempotencyKey: 'att_1' }), { type: 'StripeIdempotencyError' });

    const listed = [];
    for await (const intent of stripe.paymentIntents.list({ customer: customer.id, limit: 1 })) listed.push(intent.id);
    assert.equal(listed.length, 2);
    assert.equal(listed[1], first.id);
    assert.equal((await stripe.paymentIntents.retrieve(first.id)).status, 'succeeded');
  },

  async stripeRefusals(given) {
    const stripe = stripeOf(given);
    const customer = await stripe.customers.create({});
    const charge = (payment_method, more) => stripe.paymentIntents.create({ ...off, amount: 11900, currency: 'eur', customer: customer.id, payment_method, ...more });
    const declined = async (method, code, decline_code) => {
      const error = await charge(method).then(() => assert.fail(`${method} is not declined`), (e) => e);
      assert.deepEqual([error.type, error.statusCode, error.code, error.decline_code || null, error.payment_intent.status], ['StripeCardError', 402, code, decline_code, 'requires_payment_method']);
    };
    await declined('pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline');
    await declined('pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds');
    await declined('pm_card_chargeDeclinedExpiredCard', 'expired_card', null);
    await declined('pm_card_authenticationRequired', 'authentication_required', 'authentication_required');

    const invalid = (promise, code, param) => assert.rejects(promise, { type: 'StripeInvalidRequestError', code, param });
    await invalid(charge('pm_unknown'), 'resource_missing', 'payment_method');
    await invalid(charge('pm_card_visa', { customer: 'cus_unknown' }), 'resource_missing', 'customer');
    await invalid(charge('pm_card_visa', { amount: 49 }), 'amount_too_small', 'amount');
    await invalid(charge('pm_card_visa', { currency: 'isk', amount: 150 }), 'amount_invalid', 'amount');
    await invalid(charge('pm_card_visa', { currency: 'kwd', amount: 12345 }), 'amount_invalid', 'amount');
    await invalid(charge('pm_card_visa', { payment_method_types: ['card'] }), 'parameter_unknown', 'payment_method_types');
    await assert.rejects(stripe.paymentIntents.retrieve('pi_unknown'), { statusCode: 404, code: 'resource_missing' });
    await assert.rejects(stripe.plans.list(), { statusCode: 404 });
    await assert.rejects(stripeOf({ ...given, stripeKey: 'sk_test_wrong' }).paymentIntents.list(), { type: 'StripeAuthenticationError' });
  },

  async stripeLinks(given) {
    const stripe = stripeOf(given);
    const session = await stripe.checkout.sessions.create({ mode: 'setup', currency: 'eur', success_url: 'https://acme.example/thanks', setup_intent_data: { metadata: { account_id: 'a' } } });
    const done = await choose(session.url, 'pm_card_visa');
    assert.equal(done.headers.get('location'), 'https://acme.example/thanks');
    const complete = await stripe.checkout.sessions.retrieve(session.id);
    const setup = await stripe.setupIntents.retrieve(complete.setup_intent);
    const method = await stripe.paymentMethods.retrieve(setup.payment_method);
    assert.deepEqual([complete.status, setup.metadata.account_id, method.card.last4, method.customer], ['complete', 'a', '4242', complete.customer]);
    const types = (await stripe.events.list({ limit: 100 })).data.map((event) => event.type);
    assert.deepEqual(types.slice(0, 3), ['checkout.session.completed', 'setup_intent.succeeded', 'payment_method.attached']);
  },

  async stripeFaults(given) {
    const stripe = stripeOf(given);
    const create = () => stripe.customers.create({}, { idempotencyKey: 'key' });
    await assert.rejects(create(), { type: 'StripeRateLimitError' });
    await assert.rejects(create(), { type: 'StripeAPIError', statusCode: 500 });
    await assert.rejects(create(), { type: 'StripeConnectionError' });

    // The library itself tries once more where a connection breaks, whatever it is told; so it breaks twice.
    const made = await create();
    assert.equal(made.lastResponse.headers['idempotent-replayed'], 'true');
  },

  verifyStripe(given) {
    const stripe = stripeOf(given);
    for (const { body, signature } of given.webhooks) assert.equal(stripe.webhooks.constructEvent(body, signature, given.secret).object, 'event');
    assert.throws(() => stripe.webhooks.constructEvent(given.webhooks[0].body, given.webhooks[0].signature, 'whsec_wrong'), { type: 'StripeSignatureVerificationError' });
  },

  async goCardlessDebits(given) {
    const client = await goCardlessOf(given);
    const strict = await goCardlessOf(given, { raiseOnIdempotencyConflict: true });
    const request = await client.billingRequests.create({ mandate_request: { currency: 'EUR' }, metadata: { account_id: 'a' } });
    const flow = await client.billingRequestFlows.create({ redirect_uri: 'https://acme.example/thanks', links: { billing_request: request.id } });
    const done = await choose(flow.authorisation_url, 'penniless');
    assert.equal(done.headers.get('location'), 'https://acme.example/thanks');
    const fulfilled = await client.billingRequests.find(request.id);
    const mandate = await client.mandates.find(fulfilled.links.mandate_request_mandate);
    const bank = await client.customerBankAccounts.find(mandate.links.customer_bank_account);
    assert.deepEqual([fulfilled.status, fulfilled.metadata.account_id, mandate.scheme, bank.account_number_ending], ['fulfilled', 'a', 'sepa_core', '11']);

    const debit = { amount: 11900, currency: 'EUR', links: { mandate: mandate.id }, metadata: { payment_attempt: 'att_1' } };
    const payment = await client.payments.create(debit, 'att_1');
    assert.equal((await client.payments.create(debit, 'att_1')).id, payment.id);
    await assert.rejects(strict.payments.create(debit, 'att_1'), { conflictingResourceId: payment.id });
    assert.equal((await client.payments.create(debit, 'att_2')).id === payment.id, false);
    const { payments } = await client.payments.list({ mandate: mandate.id });
    assert.deepEqual([payments.length, payments[1].id, payments[1].metadata.payment_attempt], [2, payment.id, 'att_1']);

    await client.scenarioSimulators.run('payment_paid_out', { links: { resource: payment.id } });
    assert.equal((await client.payments.find(payment.id)).status, 'paid_out');
    const { events } = await client.events.list({ payment: payment.id });
    assert.deepEqual(events.map((event) => event.action), ['paid_out', 'created']);

    const invalid = async (promise, type, what) => {
      const error = await promise.then(() => assert.fail(`no ${type}`), (e) => e);
      assert.deepEqual([error.errorType, error.errors[0].reason ?? error.errors[0].field], [type, what]);
    };
    await invalid(client.payments.create({ ...debit, metadata: { a: '1', b: '2', c: '3', d: '4' } }), 'validation_failed', 'metadata');
    await invalid(client.payments.create({ ...debit, currency: 'GBP' }), 'validation_failed', 'currency');
    await invalid(client.payments.create({ ...debit, links: { mandate: 'MDUNKNOWN' } }), 'invalid_api_usage', 'resource_not_found');
    await client.mandates.cancel(mandate.id);
    await invalid(client.payments.create(debit), 'invalid_state', 'mandate_is_inactive');
    await assert.rejects((await goCardlessOf({ ...given, goCardlessToken: 'sandbox_wrong' })).payments.list(), { code: 401 });
  },

  verifyGoCardless(given) {
    const webhooks = require('gocardless-nodejs/webhooks');
    for (const { body, signature } of given.webhooks) assert.equal(webhooks.parse(body, given.secret, signature).length, 1);
    assert.throws(() => webhooks.parse(given.webhooks[0].body, 'wrong', given.webhooks[0].signature));
  },
};

(async () => {
  await parts[process.argv[2]](JSON.parse(require('node:fs').readFileSync(0, 'utf8')));
})().catch((error) => { process.stderr.write(`${error.stack}\n`); process.exitCode = 1; });
