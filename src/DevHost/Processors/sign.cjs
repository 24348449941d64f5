// Signs webhooks as their processors do. One JSON object a line comes in, and one goes out for each, in order, until the input ends: what the processor's
// own library can sign it signs, and what it can only verify is signed here and verified by it.
const crypto = require('node:crypto');
const readline = require('node:readline');

const hmac = (key, text, encoding) => crypto.createHmac('sha256', key).update(text).digest(encoding);
const check = (holds, who) => { if (!holds) throw new Error(`${who} does not accept the signature`); };

const signers = {
  stripe({ body, secret, timestamp }) {
    const stripe = new (require('stripe'))('sk_test_unused');
    return { headers: { 'Stripe-Signature': stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp }) } };
  },
  'standard-webhooks'({ body, secret, timestamp, id }) {
    const { Webhook } = require('standardwebhooks');
    const signature = new Webhook(secret).sign(id, new Date(timestamp * 1000), body);
    return { headers: { 'webhook-id': id, 'webhook-timestamp': `${timestamp}`, 'webhook-signature': signature } };
  },
  // By the sender's private key (PEM), as the specification has it for v1a.
  'standard-webhooks-asymmetric'({ body, secret, timestamp, id }) {
    const signature = crypto.sign(null, Buffer.from(`${id}.${timestamp}.${body}`), crypto.createPrivateKey(secret)).toString('base64');
    const publicKey = crypto.createPublicKey(secret).export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
    return { headers: { 'webhook-id': id, 'webhook-timestamp': `${timestamp}`, 'webhook-signature': `v1,AAAA v1a,${signature}`, 'x-public-key': publicKey } };
  },
  adyen({ body, secret }) {
    const { hmacValidator: HmacValidator } = require('@adyen/api-library');
    const validator = new HmacValidator();
    const delivery = JSON.parse(body);
    for (const { NotificationRequestItem: item } of delivery.notificationItems) {
      item.additionalData = { ...item.additionalData, hmacSignature: validator.calculateHmac(item, secret) };
      check(validator.validateHMAC(item, secret), 'Adyen');
    }
    return { body: JSON.stringify(delivery), headers: {} };
  },
  async square({ body, secret, url }) {
    const { WebhooksHelper } = require('square');
    const signature = hmac(secret, url + body, 'base64');
    check(await WebhooksHelper.verifySignature({ requestBody: body, signatureHeader: signature, signatureKey: secret, notificationUrl: url }), 'Square');
    return { headers: { 'x-square-hmacsha256-signature': signature } };
  },
  gocardless({ body, secret }) {
    const webhooks = require('gocardless-nodejs/webhooks');
    const signature = hmac(secret, body, 'hex');
    check(webhooks.parse(body, secret, signature).length === JSON.parse(body).events.length, 'GoCardless');
    return { headers: { 'Webhook-Signature': signature } };
  },
  sendgrid({ body, secret, timestamp }) {
    const { EventWebhook } = require('@sendgrid/eventwebhook');
    const key = crypto.createPrivateKey(secret);
    const signature = crypto.sign('sha256', Buffer.from(timestamp + body), key).toString('base64');
    const webhook = new EventWebhook();
    const publicKey = crypto.createPublicKey(key).export({ type: 'spki', format: 'pem' });
    check(webhook.verifySignature(webhook.convertPublicKeyToECDSA(publicKey), body, signature, `${timestamp}`), 'SendGrid');
    return { headers: { 'X-Twilio-Email-Event-Webhook-Signature': signature, 'X-Twilio-Email-Event-Webhook-Timestamp': `${timestamp}` } };
  },
  // Asks the stand-in as Mollie's own library asks Mollie. The library brings a list of authorities of its own, so the test's is added to whatever is made.
  async mollie({ url, secret, id }) {
    const tls = require('node:tls');
    const create = tls.createSecureContext;
    tls.createSecureContext = (options) => {
      const made = create(options);
      made.context.addCACert(require('node:fs').readFileSync(process.env.TEST_AUTHORITY));
      return made;
    };
    const { createMollieClient } = require('@mollie/api-client');
    const payment = await createMollieClient({ apiKey: secret, apiEndpoint: url }).payments.get(id);
    return { body: JSON.stringify({ id: payment.id, status: payment.status, value: payment.amount.value }), headers: {} };
  },
};

const answer = async (request) => {
  try {
    const { body = request.body, headers } = await signers[request.processor](request);
    return { body, headers };
  } catch (error) {
    return { error: `${request.processor}: ${error.stack}` };
  }
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
})();
