// Writes e-invoices by @e-invoice-eu/core, which knows nothing of Billing: its data model is the structure of UBL with cardinalities and code lists, and it makes UBL and CII of it.
// Each line of the input is {"format", "invoice"}; each line of the output {"xml"} or {"faults"}.
const { FormatFactoryService, invoiceSchema } = require('@e-invoice-eu/core');
const { default: Ajv } = require(require.resolve('ajv/dist/2019', { paths: [require.resolve('@e-invoice-eu/core')] }));

// The package takes prices for amounts; EN 16931 gives a unit price (BT-146) as many decimals as it needs.
const line = invoiceSchema.properties['ubl:Invoice'].properties['cac:InvoiceLine'].items;
line.properties['cac:Price'].properties['cbc:PriceAmount'] = { type: 'string', pattern: '^(0|[1-9][0-9]*)(\\.[0-9]+)?$' };

// Compiling takes longer than all the rest, so it is done once for a format.
const formats = new Map();

function formatOf(name) {
    if (!formats.has(name)) {
        const service = new FormatFactoryService().createFormatService(name, console);
        const schema = structuredClone(invoiceSchema);
        service.patchSchema(schema);
        formats.set(name, { service, validate: new Ajv({ strict: true, allErrors: true, useDefaults: true }).compile(schema) });
    }
    return formats.get(name);
}

// In XML a list of one looks like one; the schema tells which is which.
function withLists(value, schema) {
    if (schema?.type === 'array') {
        return (Array.isArray(value) ? value : [value]).map(item => withLists(item, schema.items));
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        return value;
    }
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withLists(child, schema?.properties?.[name])]));
}

async function answer({ format, invoice }) {
    const { service, validate } = formatOf(format);
    const given = withLists(invoice, invoiceSchema);
    return validate(given)
        ? { xml: await service.generate(given, { format, lang: 'en', noWarnings: true }) }
        : { faults: validate.errors.map(fault => `${fault.instancePath} ${fault.message} ${JSON.stringify(fault.params)}`) };
}

(async () => {
    for await (const asked of require('node:readline').createInterface({ input: process.stdin })) {
        process.stdout.write(JSON.stringify(await answer(JSON.parse(asked))) + '\n');
    }
})();
